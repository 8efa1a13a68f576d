/// Moves `position` past the number that starts there.
///
/// If there is none, returns false and leaves `position` at the byte that breaks the rules.
@inline(__always)
func skipNumber(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Bool {
    func current() -> UInt8 { position < bytes.count ? bytes[position] : 0 }
    func skipDigits() -> Bool {
        guard Byte.isDigit(current()) else { return false }
        while Byte.isDigit(current()) { position += 1 }
        return true
    }
    if current() == Byte.minus { position += 1 }
    if current() == Byte.zero {
        position += 1
    } else if !skipDigits() {
        return false
    }
    if current() == Byte.point {
        position += 1
        if !skipDigits() { return false }
    }
    if current() | 0x20 == UInt8(ascii: "e") {
        position += 1
        if current() == Byte.plus || current() == Byte.minus { position += 1 }
        if !skipDigits() { return false }
    }
    return true
}

/// The result of reading a number as an integer type.
enum WholeValue<Integer: FixedWidthInteger> {
    case exact(Integer)
    case outOfRange
    case notWhole
}

/// A valid number's text in parts: its digits without the point, and the position of the point.
struct DecimalDigits {
    private let isNegative: Bool
    private let digits: [UInt8]
    /// The number of digits before the point once the exponent is applied; it may be negative or beyond the end.
    private let pointPosition: Int

    init(_ text: UnsafeBufferPointer<UInt8>) {
        let mantissaEnd = text.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? text.count
        let mantissa = text[..<mantissaEnd]
        isNegative = text.first == Byte.minus
        digits = mantissa.filter(Byte.isDigit).map { $0 &- Byte.zero }
        let wholeEnd = mantissa.firstIndex(of: Byte.point) ?? mantissaEnd
        pointPosition = wholeEnd - (isNegative ? 1 : 0) + Self.exponent(text[mantissaEnd...].dropFirst())
    }

    /// Returns the exponent, limited to a value that is just as hopelessly large.
    private static func exponent(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let limit = 1 << 40
        let size = text.lazy.filter(Byte.isDigit).reduce(0) { min($0 * 10 + Int($1 &- Byte.zero), limit) }
        return text.first == Byte.minus ? -size : size
    }

    /// Returns the value of a plain number of up to 18 digits, as nearly all are; nil for any other.
    static func shortValue(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard text.count <= 18 else { return nil }
        var value = 0
        for byte in text {
            guard Byte.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte &- Byte.zero)
        }
        return value
    }

    /// Returns the value if it is whole and fits the type.
    func wholeValue<Integer: FixedWidthInteger>() -> WholeValue<Integer> {
        guard let lastUsed = digits.lastIndex(where: { $0 != 0 }) else { return .exact(0) }
        guard lastUsed < pointPosition else { return .notWhole }
        var value: Integer = 0
        for digit in digits[...lastUsed] {
            guard let next = appending(digit, to: value) else { return .outOfRange }
            value = next
        }
        for _ in (lastUsed + 1)..<pointPosition {
            guard let next = appending(0, to: value) else { return .outOfRange }
            value = next
        }
        return .exact(value)
    }

    /// Returns the value with one more digit; a negative one grows downwards, to reach the type's least value.
    private func appending<Integer: FixedWidthInteger>(_ digit: UInt8, to value: Integer) -> Integer? {
        let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
        let digit = Integer(truncatingIfNeeded: digit)
        let (sum, carry) =
            isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
        return overflow || carry ? nil : sum
    }
}
