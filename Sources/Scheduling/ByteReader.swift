/// A reader of big-endian numbers from bytes that may end too early.
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var count: Int { rest.count }

    mutating func bytes(_ count: Int) throws(TZifError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func byte() throws(TZifError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .truncated }
        return byte
    }

    /// Reads a signed number of 1 to 8 bytes.
    mutating func integer(bytes count: Int) throws(TZifError) -> Int64 {
        var unsigned: UInt64 = 0
        for byte in try bytes(count) {
            unsigned = unsigned << 8 | UInt64(byte)
        }
        let unused = 64 - 8 * count
        return Int64(bitPattern: unsigned << unused) >> unused
    }

    /// Reads a count of four bytes, which is never negative.
    mutating func count32() throws(TZifError) -> Int {
        Int(UInt32(truncatingIfNeeded: try integer(bytes: 4)))
    }

    /// Reads up to the next such byte, which is consumed but not returned.
    mutating func bytes(upTo end: UInt8) throws(TZifError) -> ArraySlice<UInt8> {
        guard let index = rest.firstIndex(of: end) else { throw .truncated }
        defer { rest = rest[(index + 1)...] }
        return rest[..<index]
    }
}
