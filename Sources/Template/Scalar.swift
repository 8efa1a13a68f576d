/// A scalar value, as YAML 1.1 reads it.
public enum Scalar: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case double(Double)
    case string(String)

    /// Interprets an unquoted text: what looks like a number is one, and `no` means false.
    ///
    /// Dates remain texts, as in CloudFormation.
    init(plain text: String) {
        if let word = Self.words[text] {
            self = word
        } else if let integer = Self.integer(text) {
            self = .integer(integer)
        } else if let double = Self.double(text) {
            self = .double(double)
        } else {
            self = .string(text)
        }
    }

    /// The value as text; nil for null.
    var text: String? {
        switch self {
        case .null: nil
        case .bool(let bool): bool ? "true" : "false"
        case .integer(let integer): String(integer)
        case .double(let double): double.description
        case .string(let string): string
        }
    }

    private static let words: [String: Scalar] = {
        var words: [String: Scalar] = ["": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null]
        for (word, opposite) in [("yes", "no"), ("true", "false"), ("on", "off")] {
            for form in forms(word) { words[form] = .bool(true) }
            for form in forms(opposite) { words[form] = .bool(false) }
        }
        for (word, value) in [("inf", Double.infinity), ("Inf", .infinity), ("INF", .infinity)] {
            words[".\(word)"] = .double(value)
            words["+.\(word)"] = .double(value)
            words["-.\(word)"] = .double(-value)
        }
        return words
    }()

    /// Returns the three spellings of a word: `yes`, `Yes` and `YES`.
    private static func forms(_ word: String) -> [String] {
        [word, word.prefix(1).uppercased() + word.dropFirst(), word.uppercased()]
    }

    /// Parses decimal, `0x` hexadecimal, `0b` binary, `0` octal, or base-60 numbers such as `1:30`; returns nil for
    /// other texts and for numbers too large for `Int`.
    private static func integer(_ text: String) -> Int? {
        let (sign, digits) = signAndRest(text)
        guard let first = digits.utf8.first, isDigit(first) else { return nil }
        if digits.contains(":") { return sexagesimal(digits).map { sign * $0 } }
        let (radix, prefix) = radix(of: digits)
        let written = digits.dropFirst(prefix).filter { $0 != "_" }
        // `Int` accepts a sign, which here would be a second one.
        guard written.utf8.first.map({ $0 >= UInt8(ascii: "0") }) ?? false else { return nil }
        return Int((sign < 0 ? "-" : "") + written, radix: radix)
    }

    private static func radix(of digits: Substring) -> (radix: Int, prefix: Int) {
        if digits.hasPrefix("0x") { return (16, 2) }
        if digits.hasPrefix("0b") { return (2, 2) }
        return digits.hasPrefix("0") && digits.count > 1 ? (8, 1) : (10, 0)
    }

    private static func sexagesimal(_ digits: Substring) -> Int? {
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, !first.hasPrefix("0") else { return nil }
        var total = 0
        for (place, part) in parts.enumerated() {
            guard part.utf8.allSatisfy({ isDigit($0) || (place == 0 && $0 == UInt8(ascii: "_")) }),
                let value = Int(part.filter { $0 != "_" }), place == 0 || (part.utf8.count <= 2 && value < 60)
            else { return nil }
            let (product, isTooLarge) = total.multipliedReportingOverflow(by: 60)
            guard !isTooLarge, product <= Int.max - value else { return nil }
            total = product + value
        }
        return total
    }

    /// Parses a decimal number with a point; an exponent must have a sign.
    private static func double(_ text: String) -> Double? {
        let (_, digits) = signAndRest(text)
        guard digits.count == text.count || !digits.hasPrefix(".") else { return nil }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy(isDigitOrLine), !parts[0].hasPrefix("_") else { return nil }
        let digitsBehind = parts[1].prefix { $0 != "e" && $0 != "E" }
        guard digitsBehind.utf8.allSatisfy(isDigitOrLine), !(parts[0].isEmpty && digitsBehind.isEmpty) else {
            return nil
        }
        if digitsBehind.count < parts[1].count {
            let exponent = parts[1].dropFirst(digitsBehind.count + 1)
            guard exponent.hasPrefix("+") || exponent.hasPrefix("-") else { return nil }
        }
        return Double(text.filter { $0 != "_" })
    }

    private static func signAndRest(_ text: String) -> (sign: Int, rest: Substring) {
        if text.hasPrefix("-") { return (-1, text.dropFirst()) }
        return (1, text.hasPrefix("+") ? text.dropFirst() : text[...])
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }

    private static func isDigitOrLine(_ character: UInt8) -> Bool {
        isDigit(character) || character == UInt8(ascii: "_")
    }
}
