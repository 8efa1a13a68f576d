/// A reader that takes fields off the front of a text, so that a format reads top to bottom.
struct TextReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Consumes exactly that many ASCII digits; nil without consuming if there are fewer.
    mutating func number(digits count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Consumes a digit, if one comes next.
    mutating func nextDigit() -> Int? {
        guard let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        rest = rest.dropFirst()
        return Int(byte - UInt8(ascii: "0"))
    }

    /// Consumes one of these characters, if one comes next.
    mutating func skip(_ choices: Unicode.Scalar...) -> Bool {
        guard let byte = rest.first, choices.contains(where: { $0.value == UInt32(byte) }) else { return false }
        rest = rest.dropFirst()
        return true
    }
}
