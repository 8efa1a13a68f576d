/// A writer of ASCII text with numbers of fixed width.
struct TextWriter {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(32)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ character: Unicode.Scalar) {
        bytes.append(UInt8(ascii: character))
    }

    /// Appends a non-negative number, zero-padded to that many digits.
    mutating func append(_ number: Int, digits: Int) {
        let first = bytes.count
        var rest = number
        while rest > 0 || bytes.count - first < digits {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes[first...].reverse()
    }
}
