/// A key that an item has in an index, kept with the item so that the entry can be removed again.
struct IndexMark: Hashable {
    var index: Int64
    var key: ItemKey
    var size: Int64
}

/// Encodes marks and index entries as bytes, and decodes them.
enum Packed {
    static func bytes(of marks: [IndexMark]) -> [UInt8]? {
        guard !marks.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for mark in marks {
            append(mark.index, to: &bytes)
            append(mark.size, to: &bytes)
            append(mark.key.hash, to: &bytes)
            append(mark.key.range, to: &bytes)
        }
        return bytes
    }

    static func marks(_ bytes: [UInt8]?) throws(StoreError) -> [IndexMark] {
        var rest = (bytes ?? [])[...]
        var marks: [IndexMark] = []
        while !rest.isEmpty {
            let index = try integer(&rest)
            let size = try integer(&rest)
            let key = ItemKey(hash: try text(&rest), range: try text(&rest))
            marks.append(IndexMark(index: index, key: key, size: size))
        }
        return marks
    }

    /// Encodes an item's index entries, in the order of its marks.
    static func bytes(of contents: [[UInt8]]) -> [UInt8]? {
        guard !contents.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for content in contents { append(content, to: &bytes) }
        return bytes
    }

    static func contents(_ bytes: [UInt8]?) throws(StoreError) -> [[UInt8]] {
        var rest = (bytes ?? [])[...]
        var contents: [[UInt8]] = []
        while !rest.isEmpty { contents.append(try text(&rest)) }
        return contents
    }

    private static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
        append(Int64(text.count), to: &bytes)
        bytes.append(contentsOf: text)
    }

    private static func integer(_ rest: inout ArraySlice<UInt8>) throws(StoreError) -> Int64 {
        guard rest.count >= 8 else { throw damaged }
        defer { rest = rest.dropFirst(8) }
        return Int64(bitPattern: rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    private static func text(_ rest: inout ArraySlice<UInt8>) throws(StoreError) -> [UInt8] {
        let count = try integer(&rest)
        guard count >= 0, count <= rest.count else { throw damaged }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    private static let damaged = StoreError("the store is damaged: what indexes hold of an item can't be read")
}
