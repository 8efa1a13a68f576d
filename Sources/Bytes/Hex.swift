/// Hexadecimal text, two digits for each byte.
public enum Hex {
    /// Returns the bytes as lower-case digits.
    public static func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { output in
            for (index, byte) in bytes.enumerated() {
                output[index * 2] = digit(byte >> 4)
                output[index * 2 + 1] = digit(byte & 0x0F)
            }
            return bytes.count * 2
        }
    }

    /// Appends the bytes to the buffer as lower-case digits.
    public static func encode(_ bytes: [UInt8], into buffer: inout [UInt8]) {
        for byte in bytes {
            buffer.append(digit(byte >> 4))
            buffer.append(digit(byte & 0x0F))
        }
    }

    /// Decodes digits of either case; nil if their number is odd or another character is among them.
    public static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let upper = value(of: digits[index]), let lower = value(of: digits[index + 1]) else { return nil }
            bytes.append(upper << 4 | lower)
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    /// Returns the value of one digit; nil for any other character.
    static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
