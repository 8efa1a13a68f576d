import Bytes

/// Decodes transfer encodings of bodies (RFC 2045, section 6), making the best of malformed ones.
enum TransferDecoding {
    /// Returns the decoded body, or the original for an unknown encoding.
    static func decode(_ body: ArraySlice<UInt8>, _ encoding: String) -> [UInt8] {
        switch encoding.lowercased() {
        case "base64": base64(body)
        case "quoted-printable": quotedPrintable(body)
        default: Array(body)
        }
    }

    /// Skips characters outside the alphabet, and ignores an incomplete end.
    static func base64(_ body: some Sequence<UInt8>) -> [UInt8] {
        var characters: [UInt8] = []
        for byte in body {
            if byte == UInt8(ascii: "=") { break }
            if isDigit(byte) { characters.append(byte) }
        }
        let rest = characters.count % 4
        let whole = Base64.decode(Array(characters.dropLast(rest))) ?? []
        guard rest > 1 else { return whole }
        // Unused bits may have any value in others' mail.
        let end = characters.suffix(rest) + [UInt8](repeating: UInt8(ascii: "A"), count: 4 - rest)
        return whole + (Base64.decode(Array(end)) ?? []).prefix(rest - 1)
    }

    static func quotedPrintable(_ body: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        for (line, end) in MailLines(body) {
            let text = Array(line[..<(line.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? line.startIndex)])
            let isSoft = text.last == UInt8(ascii: "=")
            appendDecoded(isSoft ? text.dropLast() : text[...], mark: UInt8(ascii: "="), to: &decoded)
            if !isSoft { decoded += body[line.endIndex..<end] }
        }
        return decoded
    }

    /// Appends the bytes, decoding each mark that is followed by two hexadecimal digits.
    static func appendDecoded(_ bytes: ArraySlice<UInt8>, mark: UInt8, to decoded: inout [UInt8]) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == mark, bytes.endIndex - index > 2, let upper = digit(bytes[index + 1]),
                let lower = digit(bytes[index + 2])
            {
                decoded.append(upper << 4 | lower)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
