extension Parser {
    /// Consumes a string up to its closing quote; its opening quote has been consumed.
    mutating func parseString() throws(JSONError) {
        let start = position
        var hasEscapes = false
        while true {
            position = PlainRun.end(in: bytes, from: position, stoppingAtNonASCII: true)
            switch current {
            case Byte.quote:
                tokens.append(Token(.string, start..<position, hasEscapes: hasEscapes))
                position += 1
                return
            case Byte.backslash:
                hasEscapes = true
                try skipEscape()
            case Byte.firstNonASCII...:
                try skipMultibyteCharacter()
            default:
                throw position < bytes.count
                    ? JSONError(syntax: "control character in a string", at: position) : unexpected()
            }
        }
    }

    private mutating func skipEscape() throws(JSONError) {
        let start = position
        position += 1
        guard current == UInt8(ascii: "u") else {
            guard Escape.character(for: current) != nil else { throw unexpected() }
            position += 1
            return
        }
        let unit = try takeCodeUnit()
        guard UTF16.isSurrogate(unit) else { return }
        guard UTF16.isLeadSurrogate(unit), current == Byte.backslash else { throw loneSurrogate(at: start) }
        position += 1
        guard current == UInt8(ascii: "u") else { throw loneSurrogate(at: start) }
        guard UTF16.isTrailSurrogate(try takeCodeUnit()) else { throw loneSurrogate(at: start) }
    }

    /// Consumes the letter u and its four hexadecimal digits.
    private mutating func takeCodeUnit() throws(JSONError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Escape.hexDigit(current) else { throw unexpected() }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private func loneSurrogate(at offset: Int) -> JSONError {
        JSONError(syntax: "lone surrogate", at: offset)
    }

    /// Consumes one character of two to four bytes, by the table of well-formed sequences in the Unicode Standard.
    ///
    /// Only the second byte's range depends on the first: it is narrower where a wider one would allow an overlong
    /// form, a surrogate or something above U+10FFFF.
    private mutating func skipMultibyteCharacter() throws(JSONError) {
        let start = position
        let (length, second): (Int, ClosedRange<UInt8>)
        switch current {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw JSONError(syntax: "invalid UTF-8", at: start)
        }
        position += 1
        for index in 1..<length {
            let allowed = index == 1 ? second : 0x80...0xBF
            guard allowed.contains(current) else { throw JSONError(syntax: "invalid UTF-8", at: start) }
            position += 1
        }
    }
}
