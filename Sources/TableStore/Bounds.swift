/// A half-open range of rows between two keys; a part of a key that is left out sorts lowest.
///
/// The byte string right after `x` is `x` followed by a zero, so every bound can be written as one of the two ends.
struct Bounds {
    var lower: [[UInt8]]
    var upper: [[UInt8]]

    init(_ range: KeyRange) {
        switch range {
        case .whole: self = Self(segment: 0, of: 1)
        case .segment(let number, let count): self = Self(segment: number, of: count)
        case .partition(let hash, let bound): self = Self(partition: SpreadHash.bytes(of: hash), bound)
        }
    }

    private init(segment number: Int, of count: Int) {
        lower = [SpreadHash.start(ofSegment: number, of: count)]
        upper = [SpreadHash.start(ofSegment: number + 1, of: count)]
    }

    private init(partition: [UInt8], _ bound: RangeBound) {
        lower = [partition]
        upper = [partition + [0]]
        switch bound {
        case .all: break
        case .equal(let range): setRange(from: range, to: range + [0])
        case .less(let range): setRange(from: [], to: range)
        case .lessOrEqual(let range): setRange(from: [], to: range + [0])
        case .greater(let range): lower = [partition, range + [0]]
        case .greaterOrEqual(let range): lower = [partition, range]
        case .between(let first, let last): setRange(from: first, to: last + [0])
        case .beginsWith(let prefix): setRange(from: prefix, to: Self.end(ofPrefix: prefix))
        }
    }

    private mutating func setRange(from first: [UInt8], to end: [UInt8]?) {
        let partition = lower[0]
        lower = [partition, first]
        if let end { upper = [partition, end] }
    }

    /// Returns the lowest bytes above everything with the prefix, or nil if there are none.
    private static func end(ofPrefix prefix: [UInt8]) -> [UInt8]? {
        guard let last = prefix.lastIndex(where: { $0 != 0xFF }) else { return nil }
        return prefix[..<last] + [prefix[last] + 1]
    }

    /// Skips everything up to and including the position, in the direction of the visit.
    mutating func begin(after position: Position, inIndex: Bool, forward: Bool) {
        var place = Self.place(position, inIndex: inIndex)
        if forward {
            place[place.count - 1].append(0)
            if !Self.isOrdered(place, lower) { lower = place }
        } else if Self.isOrdered(place, upper) {
            upper = place
        }
    }

    private static func place(_ position: Position, inIndex: Bool) -> [[UInt8]] {
        switch position {
        case .item(let key): return [SpreadHash.bytes(of: key.hash), key.range]
        case .entry(let key, let item):
            let place = [SpreadHash.bytes(of: item.hash), item.range]
            return inIndex ? [SpreadHash.bytes(of: key.hash), key.range] + place : place
        }
    }

    private static func isOrdered(_ one: [[UInt8]], _ other: [[UInt8]]) -> Bool {
        for (part, otherPart) in zip(one, other) where part != otherPart {
            return part.lexicographicallyPrecedes(otherPart)
        }
        return one.count < other.count
    }

    func bind(to statement: Statement, parts: Int) {
        for part in 0..<parts {
            statement.bind(Int32(part + 1), part < lower.count ? lower[part] : [])
            statement.bind(Int32(parts + part + 1), part < upper.count ? upper[part] : [])
        }
    }
}

/// The bytes that partitions are ordered by: a four-byte hash, then the key itself.
enum SpreadHash {
    static let length = 4

    static func bytes(of hash: [UInt8]) -> [UInt8] {
        // The highest value is reserved for the end of everything.
        let scattered = min(scattered(hash), .max - 1)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length + hash.count)
        withUnsafeBytes(of: scattered.bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: hash)
        return bytes
    }

    /// Returns the lowest bytes of one of `count` segments, or the end of everything for the number after the last.
    static func start(ofSegment number: Int, of count: Int) -> [UInt8] {
        guard count > 0, number < count else { return bigEndian(.max) }
        let start = (UInt64(max(0, number)) << 32) / UInt64(count)
        return bigEndian(UInt32(truncatingIfNeeded: start))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// FNV-1a with a final mix, because its high bits alone hardly differ between short keys.
    private static func scattered(_ bytes: [UInt8]) -> UInt32 {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes {
            hash = (hash ^ UInt32(byte)) &* 0x0100_0193
        }
        hash = (hash ^ (hash >> 16)) &* 0x85EB_CA6B
        hash = (hash ^ (hash >> 13)) &* 0xC2B2_AE35
        return hash ^ (hash >> 16)
    }
}
