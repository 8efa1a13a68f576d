import TableStore
import Testbed
import Testing

/// Visits with random bounds and starts, compared with the same selection from a sorted array.
struct VisitModelTests {
    private static let partitions = ["", "a", "a\u{0}", "b"]
    private static let colors = ["red", "redder", "r"]

    /// Returns a key that is easily confused: a prefix of another, or with the lowest or highest characters.
    private static func range(_ random: inout SeededGenerator) -> String {
        let pieces = ["", "\u{0}", "a", "b", "\u{10FFFF}"]
        return (0..<Int.random(in: 0...3, using: &random)).map { _ in pick(pieces, &random) }.joined()
    }

    private static func pick<Element>(_ choices: [Element], _ random: inout SeededGenerator) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private static func sample(_ random: inout SeededGenerator) -> Sample {
        Sample(pick(partitions, &random), range(&random), color: pick(colors, &random))
    }

    private static func bound(_ random: inout SeededGenerator) -> RangeBound {
        let (one, other) = (bytes(range(&random)), bytes(range(&random)))
        return pick(
            [
                .all, .equal(one), .less(one), .lessOrEqual(one), .greater(one), .greaterOrEqual(one),
                .between(one, other), .beginsWith(one),
            ], &random)
    }

    /// The expected result of a visit; only the hashing of the partitions is taken on trust.
    private struct Visited {
        let key: ItemKey
        let position: Position
    }

    @Test("Visits of the table and of an index agree with a sorted array", arguments: Soak.seeds(20))
    func agrees(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try TableStore.sample(.indexed())
        try store.put((0..<40).map { _ in Self.sample(&random) })
        for index in [nil, "byColor", "local"] {
            let whole = try Self.visit(store, index, .whole)
            #expect(try Self.keys(whole) == Self.keys(Self.visit(store, index, .whole, forward: false)).reversed())
            for _ in 0..<60 { try Self.compare(store, index, whole, &random) }
        }
    }

    private static func compare(
        _ store: TableStore, _ index: String?, _ whole: [Visited], _ random: inout SeededGenerator
    ) throws {
        let hash = bytes(pick(index == "byColor" ? colors : partitions, &random))
        let bound = index == "byColor" ? .all : bound(&random)
        let forward = Bool.random(using: &random)
        let inside = whole.filter { place($0.position).hash == hash && bound.holds(place($0.position).range) }
        let start = Bool.random(using: &random) ? start(in: hash, index, whole, &random) : nil
        let expected = inside.filter { visited in
            guard let start else { return true }
            return forward ? precedes(start, visited.position) : precedes(visited.position, start)
        }
        let found = try visit(store, index, .partition(hash, bound), forward: forward, after: start)
        #expect(keys(found) == (forward ? keys(expected) : keys(expected).reversed()), "\(bound) after \(start as Any)")
    }

    /// Returns a place in the partition, with or without an item.
    private static func start(
        in hash: [UInt8], _ index: String?, _ whole: [Visited], _ random: inout SeededGenerator
    ) -> Position {
        let there = whole.map(\.position).filter { place($0).hash == hash }
        if !there.isEmpty, Bool.random(using: &random) { return pick(there, &random) }
        let key = ItemKey(hash: hash, range: index == "byColor" ? [] : bytes(range(&random)))
        guard index != nil else { return .item(key) }
        // Entries with one index key are in the order of the table, whose partitions are hashed: this one exists there.
        let owner = there.isEmpty ? ItemKey(hash: hash) : owner(of: pick(there, &random))
        return .entry(key, of: ItemKey(hash: owner.hash, range: bytes(range(&random))))
    }

    @Test("Segments share out a table and its index, after any place and in both directions", arguments: Soak.seeds(5))
    func sharesOut(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try TableStore.sample(.indexed())
        try store.put((0..<60).map { Sample("p\($0)", range(&random), color: "c\($0 % 9)") })
        for index in [nil, "byColor"] {
            let whole = try Self.visit(store, index, .whole)
            for count in [1, 2, 5, 64] {
                let parts = try (0..<count).map { try Self.visit(store, index, .segment($0, of: count)) }
                #expect(Self.keys(parts.flatMap { $0 }) == Self.keys(whole))
                for (number, part) in parts.enumerated() {
                    guard !part.isEmpty else { continue }
                    let place = Int.random(in: 0..<part.count, using: &random)
                    let range = KeyRange.segment(number, of: count)
                    let after = try Self.visit(store, index, range, after: part[place].position)
                    let before = try Self.visit(store, index, range, forward: false, after: part[place].position)
                    #expect(Self.keys(after) == Self.keys(Array(part[(place + 1)...])))
                    #expect(Self.keys(before) == Self.keys(part[..<place].reversed()))
                }
            }
        }
    }

    private func range(_ random: inout SeededGenerator) -> String { Self.range(&random) }

    // MARK: Order

    private static func precedes(_ one: Position, _ other: Position) -> Bool {
        let (left, right) = (place(one).range, place(other).range)
        if left != right { return left.lexicographicallyPrecedes(right) }
        guard case .entry(_, let owner) = one, case .entry(_, let otherOwner) = other else { return false }
        if owner.hash != otherOwner.hash { return isBefore(owner.hash, otherOwner.hash) }
        return owner.range.lexicographicallyPrecedes(otherOwner.range)
    }

    /// Returns whether the hash orders one partition before another, judged by the smallest segments that separate
    /// them.
    private static func isBefore(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        func isLow(_ hash: [UInt8], _ number: Int, _ count: Int) -> Bool {
            KeyRange.segment(number, of: count).mayHold(partition: hash)
        }
        var (number, count) = (0, 2)
        while count <= 1 << 32 {
            let low = isLow(one, number, count)
            guard low == isLow(other, number, count) else { return low }
            number = (low ? number : number + 1) * 2
            count *= 2
        }
        return one.lexicographicallyPrecedes(other)
    }

    private static func place(_ position: Position) -> ItemKey {
        switch position {
        case .item(let key), .entry(let key, _): key
        }
    }

    private static func owner(of position: Position) -> ItemKey {
        switch position {
        case .item(let key), .entry(_, let key): key
        }
    }

    private static func keys(_ visited: [Visited]) -> [ItemKey] { visited.map(\.key) }

    private static func visit(
        _ store: TableStore, _ index: String?, _ range: KeyRange, forward: Bool = true, after: Position? = nil
    ) throws -> [Visited] {
        try store.read { reader in
            var visited: [Visited] = []
            try reader.visit(
                reader.known("Orders"), index: index, range: range, forward: forward, after: after
            ) { row in
                visited.append(Visited(key: row.key, position: row.position))
                return true
            }
            return visited
        }
    }
}

extension RangeBound {
    /// Returns whether the bound includes the bytes, written as plainly as possible.
    fileprivate func holds(_ range: [UInt8]) -> Bool {
        func isUnder(_ one: [UInt8], _ other: [UInt8]) -> Bool { one.lexicographicallyPrecedes(other) }
        return switch self {
        case .all: true
        case .equal(let other): range == other
        case .less(let other): isUnder(range, other)
        case .lessOrEqual(let other): !isUnder(other, range)
        case .greater(let other): isUnder(other, range)
        case .greaterOrEqual(let other): !isUnder(range, other)
        case .between(let low, let high): !isUnder(range, low) && !isUnder(high, range)
        case .beginsWith(let prefix): range.starts(with: prefix)
        }
    }
}
