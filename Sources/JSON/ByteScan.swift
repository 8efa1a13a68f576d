/// The bytes with a meaning in JSON.
enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let point = UInt8(ascii: ".")
    static let plus = UInt8(ascii: "+")
    static let minus = UInt8(ascii: "-")
    static let zero = UInt8(ascii: "0")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let firstPrintable: UInt8 = 0x20
    static let firstNonASCII: UInt8 = 0x80

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- zero < 10
    }
}

/// The characters that a string may contain unescaped, checked eight bytes at a time: most of the parsing time goes
/// here.
enum PlainRun {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Returns the index of the first byte from `start` on that is a quote, a backslash, a control character or, if
    /// requested, not ASCII; the end of the bytes when there is none.
    @inline(__always)
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, stoppingAtNonASCII: Bool) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var position = start
        while bytes.count - position >= 8 {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            var marks = specialBytes(in: word)
            if stoppingAtNonASCII { marks |= word & highBits }
            if marks != 0 { return position + marks.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count, isPlain(bytes[position], nonASCII: !stoppingAtNonASCII) { position += 1 }
        return position
    }

    /// Sets the high bit of each byte that needs an escape.
    ///
    /// A borrow can also mark bytes above a marked one, so only the lowest mark counts.
    @inline(__always)
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* UInt64(Byte.quote))
        let backslashes = word ^ (ones &* UInt64(Byte.backslash))
        let controls = (word &- ones &* UInt64(Byte.firstPrintable)) & ~word
        return (controls | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)) & highBits
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8, nonASCII: Bool) -> Bool {
        byte >= Byte.firstPrintable && byte != Byte.quote && byte != Byte.backslash
            && (nonASCII || byte < Byte.firstNonASCII)
    }
}
