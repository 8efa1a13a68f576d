/// A number as JSON writes it, kept to the letter.
///
/// `1E400`, `12345678901234567890` and `0.10` all stay what they are. Two numbers are equal when their texts are:
/// `1.0` is not equal to `1`, though both have the `int` 1.
public struct JSONNumber: Hashable, Sendable {
    /// The number as it is written.
    public let text: String

    /// The number written like this; nil when the text is not a number by the rules of JSON.
    public init?(_ text: String) {
        var contiguous = text
        let isNumber = contiguous.withUTF8 { bytes in
            var position = 0
            return skipNumber(in: bytes, at: &position) && position == bytes.count
        }
        guard isNumber else { return nil }
        self.text = contiguous
    }

    /// A whole number.
    public init(_ integer: some BinaryInteger) {
        text = integer.description
    }

    /// The shortest number that reads back as this one; nil for infinities and for what is not a number.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        text = Self.withoutEmptyFraction(double.description)
    }

    /// The shortest number that reads back as this one; nil for infinities and for what is not a number.
    public init?(_ float: Float) {
        guard float.isFinite else { return nil }
        text = Self.withoutEmptyFraction(float.description)
    }

    /// A number whose text the parser has accepted.
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
    /// The number's value when it is whole and an `Int` can hold it; `1.0` and `1e2` are whole.
    public var int: Int? { integer(Int.self) }

    /// The nearest `Double`: infinite for a number beyond its range, zero for one too close to zero.
    public var double: Double { Double(text) ?? .nan }

    /// The nearest `Float`, on the same terms.
    var float: Float { Float(text) ?? .nan }

    /// The number's value when it is whole and the type can hold it; nil otherwise.
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) -> Integer? {
        guard case .exact(let value) = wholeValue(type) else { return nil }
        return value
    }

    /// The number's value, or why a type of integers can't hold it.
    func wholeValue<Integer: FixedWidthInteger>(_ type: Integer.Type) -> WholeValue<Integer> {
        var contiguous = text
        return contiguous.withUTF8 { text in
            guard let short = DecimalDigits.shortValue(text) else { return DecimalDigits(text).wholeValue() }
            return Integer(exactly: short).map(WholeValue.exact) ?? .outOfRange
        }
    }
}
