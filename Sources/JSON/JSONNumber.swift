/// A number exactly as written in JSON.
///
/// `1E400`, `12345678901234567890` and `0.10` are kept unchanged. Two numbers are equal when their texts are: `1.0` is
/// not equal to `1`, though both have the `int` 1.
public struct JSONNumber: Hashable, Sendable {
    /// The number as written.
    public let text: String

    /// Creates a number from its text; nil when the text is not a number by the rules of JSON.
    public init?(_ text: String) {
        var contiguous = text
        let isNumber = contiguous.withUTF8 { bytes in
            var position = 0
            return skipNumber(in: bytes, at: &position) && position == bytes.count
        }
        guard isNumber else { return nil }
        self.text = contiguous
    }

    /// Creates a whole number.
    public init(_ integer: some BinaryInteger) {
        text = integer.description
    }

    /// Creates the shortest number that reads back as this one; nil for infinities and NaN.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        text = Self.withoutEmptyFraction(double.description)
    }

    /// Creates the shortest number that reads back as this one; nil for infinities and NaN.
    public init?(_ float: Float) {
        guard float.isFinite else { return nil }
        text = Self.withoutEmptyFraction(float.description)
    }

    /// Creates a number from text that the parser has accepted.
    init(parsed text: String) {
        self.text = text
    }

    private static func withoutEmptyFraction(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension JSONNumber: CustomStringConvertible {
    public var description: String { text }
}

extension JSONNumber {
    /// The number's value if it is whole and fits an `Int`; `1.0` and `1e2` are whole.
    public var int: Int? { integer(Int.self) }

    /// The nearest `Double`: infinite for a number beyond its range, zero for one too close to zero.
    public var double: Double { Double(text) ?? .nan }

    /// The nearest `Float`, by the same rules.
    var float: Float { Float(text) ?? .nan }

    /// Returns the number's value if it is whole and fits the type; nil otherwise.
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) -> Integer? {
        guard case .exact(let value) = wholeValue(type) else { return nil }
        return value
    }

    /// Returns the number's value, or the reason why an integer type can't hold it.
    func wholeValue<Integer: FixedWidthInteger>(_ type: Integer.Type) -> WholeValue<Integer> {
        var contiguous = text
        return contiguous.withUTF8 { text in
            guard let short = DecimalDigits.shortValue(text) else { return DecimalDigits(text).wholeValue() }
            return Integer(exactly: short).map(WholeValue.exact) ?? .outOfRange
        }
    }
}
