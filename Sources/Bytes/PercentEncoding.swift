/// Percent-encoding of the parts of a URL (RFC 3986): everything but letters, digits and `-._~` becomes `%XX`.
public enum PercentEncoding {
    /// Returns the text with every byte outside the unreserved set encoded, in upper-case digits.
    ///
    /// `keepingSlash` leaves `/` as it is, for a path of several segments.
    public static func encode(_ text: String, keepingSlash: Bool = false) -> String {
        var encoded: [UInt8] = []
        encode(Array(text.utf8), keepingSlash: keepingSlash, into: &encoded)
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Appends the encoded bytes to the buffer.
    public static func encode(
        _ bytes: [UInt8], keepingSlash: Bool = false, into buffer: inout [UInt8]
    ) {
        for byte in bytes {
            if isUnreserved(byte) || (keepingSlash && byte == UInt8(ascii: "/")) {
                buffer.append(byte)
            } else {
                buffer.append(UInt8(ascii: "%"))
                buffer.append(digit(byte >> 4))
                buffer.append(digit(byte & 0x0F))
            }
        }
    }

    /// Returns the text with each `%XX` replaced by its byte; `+` stays `+`.
    ///
    /// Returns nil when a `%` is not followed by two hexadecimal digits, or when the result is not valid UTF-8.
    public static func decode(_ text: some StringProtocol) -> String? {
        decode(text, plusIsSpace: false)
    }

    /// Decodes as `decode` does, but reads `+` as a space, as forms and most query strings mean it.
    public static func decodeForm(_ text: some StringProtocol) -> String? {
        decode(text, plusIsSpace: true)
    }

    /// Returns whether the byte is a letter, a digit or one of `-._~`, which never need encoding.
    public static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    /// Returns the byte encoded by the `%XX` at this index; nil when no escape begins there.
    public static func escapedByte(in bytes: [UInt8], at index: Int) -> UInt8? {
        guard bytes.indices.contains(index), bytes.count - index > 2, bytes[index] == UInt8(ascii: "%"),
            let upper = Hex.value(of: bytes[index + 1]), let lower = Hex.value(of: bytes[index + 2])
        else { return nil }
        return upper << 4 | lower
    }

    private static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
        let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+") }
        if isPlain { return String(text) }
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "%"):
                guard let byte = escapedByte(in: bytes, at: index) else { return nil }
                decoded.append(byte)
                index += 3
            case UInt8(ascii: "+") where plusIsSpace:
                decoded.append(UInt8(ascii: " "))
                index += 1
            case let byte:
                decoded.append(byte)
                index += 1
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
}
