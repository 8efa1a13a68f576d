import TableStore
import Testing

struct VisitTests {
    private static let letters = ["a", "ab", "abc", "b", "ba", "c"]

    private static func store() throws -> TableStore {
        let store = try TableStore.sample()
        try store.put(letters.map { Sample("p", $0) } + [Sample("o", "ab"), Sample("q", "ab"), Sample("pp", "a")])
        return store
    }

    @Test(
        "A bound lets through what is within it, in both directions",
        arguments: [
            (RangeBound.all, letters), (.equal(bytes("ab")), ["ab"]), (.equal(bytes("x")), []),
            (.less(bytes("abc")), ["a", "ab"]), (.lessOrEqual(bytes("abc")), ["a", "ab", "abc"]),
            (.greater(bytes("ab")), ["abc", "b", "ba", "c"]), (.greaterOrEqual(bytes("ba")), ["ba", "c"]),
            (.between(bytes("ab"), bytes("b")), ["ab", "abc", "b"]), (.between(bytes("b"), bytes("a")), []),
            (.beginsWith(bytes("ab")), ["ab", "abc"]), (.beginsWith(bytes("")), letters),
            (.beginsWith([0xFF]), []), (.less(bytes("a")), []), (.greater(bytes("c")), []),
        ])
    func respectsBounds(_ bound: RangeBound, _ expected: [String]) throws {
        let store = try Self.store()
        #expect(try store.ranges(.partition(bytes("p"), bound)) == expected)
        #expect(try store.ranges(.partition(bytes("p"), bound), forward: false) == expected.reversed())
    }

    @Test("The beginning of bytes may be the highest byte there is")
    func findsHighestBytes() throws {
        let store = try TableStore.sample()
        let ranges: [[UInt8]] = [[0xFE], [0xFE, 0xFF], [0xFE, 0xFF, 1], [0xFF], [0xFF, 0xFF], [0xFF, 0xFF, 7]]
        try store.write(at: someTime) { writer in
            for range in ranges {
                let forms = ItemForms(item: StoredItem(json: bytes("{}"), size: 0))
                try writer.put(forms, at: ItemKey(hash: [1], range: range), in: writer.known("Orders"))
            }
        }
        func found(_ prefix: [UInt8]) throws -> [[UInt8]] {
            try store.read { reader in
                var found: [[UInt8]] = []
                try reader.visit(reader.known("Orders"), range: .partition([1], .beginsWith(prefix))) { row in
                    found.append(row.key.range)
                    return true
                }
                return found
            }
        }
        #expect(try found([0xFF, 0xFF]) == Array(ranges[4...]))
        #expect(try found([0xFF]) == Array(ranges[3...]))
        #expect(try found([0xFE, 0xFF]) == Array(ranges[1...2]))
    }

    @Test("A visit goes on after any place, whether or not an item is there", arguments: ["", "a", "aa", "abc", "x"])
    func goesOn(after place: String) throws {
        let store = try Self.store()
        let position = Position.item(Sample("p", place).key)
        let range = KeyRange.partition(bytes("p"))
        #expect(try store.ranges(range, after: position) == Self.letters.filter { $0 > place })
        let before = Array(Self.letters.filter { $0 < place }.reversed())
        #expect(try store.ranges(range, forward: false, after: position) == before)
    }

    @Test("A place outside the bounds does not widen them")
    func keepsToBounds() throws {
        let store = try Self.store()
        let range = KeyRange.partition(bytes("p"), .between(bytes("ab"), bytes("b")))
        #expect(try store.ranges(range, after: .item(Sample("p", "A").key)) == ["ab", "abc", "b"])
        #expect(try store.ranges(range, after: .item(Sample("p", "bb").key)) == [])
        #expect(try store.ranges(range, forward: false, after: .item(Sample("p", "z").key)) == ["b", "abc", "ab"])
        #expect(try store.ranges(range, forward: false, after: .item(Sample("p", "a").key)) == [])
    }

    @Test("Going through a table piece by piece meets every item once, and partitions stay together")
    func goesThroughAll() throws {
        let store = try TableStore.sample()
        let samples = (0..<40).flatMap { partition in (0..<3).map { Sample("p\(partition)", "\($0)") } }
        try store.put(samples)
        for forward in [true, false] {
            let whole = try Self.keys(of: store, .whole, forward: forward)
            var pieces: [ItemKey] = []
            var position: Position?
            repeat {
                let piece = try Self.keys(of: store, .whole, forward: forward, after: position, limit: 7)
                pieces += piece
                position = piece.last.map(Position.item)
            } while position != nil
            #expect(pieces == whole)
            #expect(Set(whole) == Set(samples.map(\.key)))
            let partitions = whole.map(\.hash)
            #expect(zip(partitions, partitions.dropFirst()).filter { $0 != $1 }.count == 39)
        }
    }

    @Test("Segments share out the whole table, whatever their number", arguments: [1, 2, 3, 7, 1_000_000])
    func segments(count: Int) throws {
        let store = try TableStore.sample()
        try store.put((0..<200).map { Sample("p\($0)", "r") })
        let whole = try Self.keys(of: store, .whole)
        guard count < 10 else {
            #expect(try Self.keys(of: store, .segment(count - 1, of: count)).count <= 1)
            return
        }
        let parts = try (0..<count).map { try Self.keys(of: store, .segment($0, of: count)) }
        #expect(parts.flatMap { $0 } == whole)
        #expect(parts.allSatisfy { $0.count > 200 / count / 2 })
    }

    @Test("A visit within a visit of the same table does not disturb it")
    func nests() throws {
        let store = try Self.store()
        var pairs = 0
        try store.read { reader in
            let table = try reader.known("Orders")
            try reader.visit(table, range: .partition(bytes("p"))) { _ in
                try reader.visit(table, range: .partition(bytes("p"))) { _ in
                    pairs += 1
                    return true
                }
                return true
            }
        }
        #expect(pairs == 36)
    }

    private static func keys(
        of store: TableStore, _ range: KeyRange, forward: Bool = true, after: Position? = nil, limit: Int = .max
    ) throws -> [ItemKey] {
        try store.read { reader in
            var keys: [ItemKey] = []
            try reader.visit(reader.known("Orders"), range: range, forward: forward, after: after) { row in
                keys.append(row.key)
                return keys.count < limit
            }
            return keys
        }
    }
}
