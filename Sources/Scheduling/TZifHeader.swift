/// The reason why a file is not a usable TZif file.
struct TZifError: Error {
    static let truncated = TZifError("it ends too early")

    let detail: String

    init(_ detail: String) {
        self.detail = detail
    }
}

/// The 44 bytes before each of a TZif file's data blocks (RFC 9636, section 3.1).
struct TZifHeader {
    static let magic = Array("TZif".utf8)

    let version: UInt8
    let isUTCount: Int
    let isStandardCount: Int
    let leapSecondCount: Int
    let transitionCount: Int
    let typeCount: Int
    let abbreviationBytes: Int

    /// Reads a header of versions 1 to 4: later versions are not yet defined.
    init(from reader: inout ByteReader) throws(TZifError) {
        guard try reader.bytes(4).elementsEqual(Self.magic) else { throw TZifError("a header is missing") }
        version = try reader.byte()
        guard version == 0 || UInt8(ascii: "2")...UInt8(ascii: "4") ~= version else {
            throw TZifError("its version is unknown")
        }
        _ = try reader.bytes(15)
        isUTCount = try reader.count32()
        isStandardCount = try reader.count32()
        leapSecondCount = try reader.count32()
        transitionCount = try reader.count32()
        typeCount = try reader.count32()
        abbreviationBytes = try reader.count32()
    }

    /// Whether a second block, with times of 64 bits, follows the first.
    var hasSecondBlock: Bool { version != 0 }

    /// Returns the size of the data block, for times of that many bytes.
    func blockSize(timeBytes: Int) -> Int {
        transitionCount * (timeBytes + 1) + typeCount * 6 + abbreviationBytes
            + leapSecondCount * (timeBytes + 4) + isStandardCount + isUTCount
    }

    /// Refuses counts that contradict each other, for a block that will be used.
    func validate() throws(TZifError) {
        guard 1...256 ~= typeCount, abbreviationBytes > 0 else {
            throw TZifError("it has no local time type, or too many")
        }
        guard isUTCount == 0 || isUTCount == typeCount, isStandardCount == 0 || isStandardCount == typeCount else {
            throw TZifError("its indicators do not match its local time types")
        }
    }
}
