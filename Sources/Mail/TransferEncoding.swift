import Bytes

/// The encodings of a body for servers that only handle lines of ASCII (RFC 2045, section 6).
enum TransferEncoding {
    private static let lineLength = 76

    /// Returns text as quoted-printable: readable where it is ASCII, with uniform line endings.
    static func quotedPrintable(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count * 5 / 4)
        for (number, line) in PlainText.lines(text).enumerated() {
            if number > 0 { encoded += "\r\n".utf8 }
            append(Array(line.utf8), to: &encoded)
        }
        return encoded
    }

    /// Returns bytes as lines of Base64.
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let characters = Base64.encodedBytes(bytes)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(characters.count + characters.count / lineLength * 2 + 2)
        for start in stride(from: 0, to: characters.count, by: lineLength) {
            if start > 0 { encoded += "\r\n".utf8 }
            encoded += characters[start..<min(start + lineLength, characters.count)]
        }
        return encoded
    }

    /// Appends one line of text, split as necessary: all lines but the last end with `=`.
    private static func append(_ line: [UInt8], to encoded: inout [UInt8]) {
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let size = isReadable(byte, isLast: isLast) ? 1 : 3
            if length + size > lineLength - (isLast ? 0 : 1) {
                encoded += "=\r\n".utf8
                length = 0
            }
            if size == 1 {
                encoded.append(byte)
            } else {
                encoded.append(UInt8(ascii: "="))
                encoded += Hex.encode([byte]).uppercased().utf8
            }
            length += size
        }
    }

    /// Returns whether a byte is written as it is; white space at the end of a line would get lost on the way.
    private static func isReadable(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case 0x20, 0x09: !isLast
        default: (0x21...0x7E).contains(byte)
        }
    }
}
