internal import Time

/// A moment as written in signatures: `20150830T123600Z`, and the day alone.
struct SigningTime {
    let text: String
    let day: String

    /// Creates the texts; a year beyond four digits yields text that no service accepts.
    init(_ moment: Instant) {
        var basic: [UInt8] = []
        basic.reserveCapacity(32)
        var dayLength = 0
        for byte in moment.iso8601.utf8 {
            if byte == UInt8(ascii: ".") { break }
            if byte == UInt8(ascii: "T") { dayLength = basic.count }
            if byte != UInt8(ascii: "-") && byte != UInt8(ascii: ":") { basic.append(byte) }
        }
        day = String(decoding: basic[..<dayLength], as: UTF8.self)
        basic.append(UInt8(ascii: "Z"))
        text = String(decoding: basic, as: UTF8.self)
    }
}
