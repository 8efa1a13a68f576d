/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
public enum Base64 {
    /// The bytes as text, padded to a multiple of four characters.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodedBytes(bytes), as: UTF8.self)
    }

    /// The encoded bytes as ASCII characters, for a caller that assembles a body from bytes.
    public static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] {
        Base64Codec.encode(bytes, alphabet: Base64Codec.standard, padded: true)
    }

    /// Decodes text.
    ///
    /// Returns nil unless the text is exactly what an encoder writes: no white space, no missing or extra padding, no
    /// characters of another alphabet, and no nonzero bits left over.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8))
    }

    /// Decodes ASCII characters, by the same rules as `decode(_:)` for text.
    public static func decode(_ characters: [UInt8]) -> [UInt8]? {
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return Base64Codec.decode(
            characters, count: characters.count - padding, values: Base64Codec.standardValues)
    }
}

/// Base64 with the alphabet for URLs and file names, without padding (RFC 4648, section 5).
public enum Base64URL {
    /// The bytes as text, without padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(
            decoding: Base64Codec.encode(bytes, alphabet: Base64Codec.url, padded: false), as: UTF8.self)
    }

    /// Decodes text.
    ///
    /// Returns nil unless the text is exactly what an encoder writes: padding, white space, `+` and `/` are refused.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        return Base64Codec.decode(characters, count: characters.count, values: Base64Codec.urlValues)
    }
}

/// The code shared by the two alphabets.
private enum Base64Codec {
    static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    static let url = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    static let standardValues = values(of: standard)
    static let urlValues = values(of: url)

    /// The entry in a table of values for a character outside its alphabet; no valid value has its upper bits set.
    private static let invalid: UInt8 = 0xFF

    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }

    static func encode(_ bytes: [UInt8], alphabet: [UInt8], padded: Bool) -> [UInt8] {
        let remainder = bytes.count % 3
        let whole = bytes.count - remainder
        var encoded = [UInt8](unsafeUninitializedCapacity: whole / 3 * 4 + 4) { output, written in
            for index in stride(from: 0, to: whole, by: 3) {
                let bits = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                output[written] = alphabet[Int(bits >> 18)]
                output[written + 1] = alphabet[Int(bits >> 12 & 0x3F)]
                output[written + 2] = alphabet[Int(bits >> 6 & 0x3F)]
                output[written + 3] = alphabet[Int(bits & 0x3F)]
                written += 4
            }
        }
        guard remainder > 0 else { return encoded }
        let bits = UInt32(bytes[whole]) << 16 | (remainder > 1 ? UInt32(bytes[whole + 1]) << 8 : 0)
        for place in 0...remainder {
            encoded.append(alphabet[Int(bits >> UInt32(18 - 6 * place) & 0x3F)])
        }
        if padded { encoded += [UInt8](repeating: UInt8(ascii: "="), count: 3 - remainder) }
        return encoded
    }

    /// Decodes the first `count` characters; the rest is padding that has already been checked.
    static func decode(_ characters: [UInt8], count: Int, values: [UInt8]) -> [UInt8]? {
        let remainder = count % 4
        let whole = count - remainder
        var seen: UInt8 = 0
        var bytes = [UInt8](unsafeUninitializedCapacity: count / 4 * 3 + 2) { output, written in
            for index in stride(from: 0, to: whole, by: 4) {
                let a = values[Int(characters[index])]
                let b = values[Int(characters[index + 1])]
                let c = values[Int(characters[index + 2])]
                let d = values[Int(characters[index + 3])]
                seen |= a | b | c | d
                output[written] = a << 2 | b >> 4
                output[written + 1] = b << 4 | c >> 2
                output[written + 2] = c << 6 | d
                written += 3
            }
        }
        guard seen & 0xC0 == 0, let rest = lastBytes(characters[whole..<count], values: values) else { return nil }
        bytes += rest
        return bytes
    }

    /// Returns the last one or two bytes, from a group of two or three characters; nil for one character, or for bits
    /// left over.
    private static func lastBytes(_ characters: ArraySlice<UInt8>, values: [UInt8]) -> [UInt8]? {
        let digits = characters.map { values[Int($0)] }
        guard digits.allSatisfy({ $0 != invalid }) else { return nil }
        switch digits.count {
        case 2 where digits[1] & 0x0F == 0:
            return [digits[0] << 2 | digits[1] >> 4]
        case 3 where digits[2] & 0x03 == 0:
            return [digits[0] << 2 | digits[1] >> 4, digits[1] << 4 | digits[2] >> 2]
        case 0:
            return []
        default:
            return nil
        }
    }
}
