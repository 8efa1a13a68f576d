/// The character classes of HTTP/1.1 (RFC 9110, RFC 9112).
enum HTTPSyntax {
    static let carriageReturn: UInt8 = 13
    static let lineFeed: UInt8 = 10

    /// Returns whether a byte is valid in a method or a header's name.
    static func isToken(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? lowTokens >> UInt64(byte) : highTokens >> UInt64(byte - 64)) & 1 == 1
    }

    /// Returns whether a byte is valid in a header's value: anything but control characters.
    static func isInValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 9
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 9
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    /// Returns whether the bytes equal the word, ignoring case; the word must be in lower case.
    static func isWord(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in bytes.indices where lowercased(bytes[index]) != word.utf8Start[index] { return false }
        return true
    }

    /// Letters, digits and !#$%&'*+-.^_`|~, one bit for each.
    private static let lowTokens = bits { $0 < 64 }
    private static let highTokens = bits { $0 >= 64 }

    private static func bits(_ isHere: (UInt8) -> Bool) -> UInt64 {
        let tokens = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-.^_`|~"
        return tokens.utf8.filter(isHere).reduce(0) { $0 | 1 << UInt64($1 % 64) }
    }
}
