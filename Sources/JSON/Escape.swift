/// The escape sequences in strings.
enum Escape {
    /// Returns the character for the letter after a backslash; nil for u, and for letters without a meaning.
    static func character(for letter: UInt8) -> UInt8? {
        switch letter {
        case Byte.quote, Byte.backslash, UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// Returns the letter that follows the backslash in the short escape for a byte; nil if there is no short form.
    static func letter(for character: UInt8) -> UInt8? {
        switch character {
        case Byte.quote, Byte.backslash: character
        case 0x08: UInt8(ascii: "b")
        case 0x0C: UInt8(ascii: "f")
        case 0x0A: UInt8(ascii: "n")
        case 0x0D: UInt8(ascii: "r")
        case 0x09: UInt8(ascii: "t")
        default: nil
        }
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }
}

/// The text of a string that the parser has accepted, with its escapes resolved scalar by scalar or run by run.
struct EscapedText {
    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Writes the text, which is never longer than its escaped form, to `target`, and returns its length.
    mutating func unescape(into target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var length = 0
        while position < bytes.count {
            let end = PlainRun.end(in: bytes, from: position, stoppingAtNonASCII: false)
            let run = UnsafeMutableBufferPointer(rebasing: target[length..<(length + end - position)])
            _ = run.initialize(from: bytes[position..<end])
            length += end - position
            position = end
            guard position < bytes.count else { break }
            for byte in UTF8.encode(nextEscape()) ?? UTF8.encodedReplacementCharacter {
                target.initializeElement(at: length, to: byte)
                length += 1
            }
        }
        return length
    }

    /// Returns whether the text equals `other` byte for byte, without allocating.
    mutating func matches(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        var matched = 0
        while position < bytes.count {
            if bytes[position] != Byte.backslash {
                guard matched < other.count, other[matched] == bytes[position] else { return false }
                (matched, position) = (matched + 1, position + 1)
                continue
            }
            for byte in UTF8.encode(nextEscape()) ?? UTF8.encodedReplacementCharacter {
                guard matched < other.count, other[matched] == byte else { return false }
                matched += 1
            }
        }
        return matched == other.count
    }

    /// Consumes the next escape; the parser has made sure that it is complete.
    private mutating func nextEscape() -> Unicode.Scalar {
        if let character = Escape.character(for: byte(at: position + 1)) {
            position += 2
            return Unicode.Scalar(character)
        }
        let unit = codeUnit(at: position + 2)
        position += 6
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        let trail = codeUnit(at: position + 2)
        position += 6
        return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    }

    private func codeUnit(at start: Int) -> UInt16 {
        (start..<(start + 4)).reduce(0) { $0 << 4 | UInt16(Escape.hexDigit(byte(at: $1)) ?? 0) }
    }

    private func byte(at index: Int) -> UInt8 {
        index < bytes.count ? bytes[index] : 0
    }
}
