/// A number as DynamoDB stores it: up to 38 significant digits, exact, from 1E-130 to 9.99…E+125.
///
/// It is stored as a coefficient without trailing zeros and a power of ten, so that equal numbers are stored alike
/// however they were written.
public struct ExactNumber: Hashable, Sendable {
    static let maximumDigits = 38
    static let adjustedExponents = -130...125

    /// The coefficient in two halves, since a 128-bit integer would double the size of every `Value`.
    private let high: UInt64
    private let low: UInt64
    let exponent: Int16
    let isNegative: Bool

    /// The number zero.
    static let zero = ExactNumber(high: 0, low: 0, exponent: 0, isNegative: false)

    private init(high: UInt64, low: UInt64, exponent: Int16, isNegative: Bool) {
        self.high = high
        self.low = low
        self.exponent = exponent
        self.isNegative = isNegative
    }

    /// A whole number.
    public init(_ integer: Int) {
        self = Self.trimmed(UInt128(integer.magnitude), exponent: 0, isNegative: integer < 0)
    }

    var coefficient: UInt128 { UInt128(high) << 64 | UInt128(low) }

    var isZero: Bool { high == 0 && low == 0 }

    var digitCount: Int { DecimalPowers.digitCount(of: coefficient) }

    /// The power of ten of the first digit.
    var adjustedExponent: Int { digitCount - 1 + Int(exponent) }
}

extension ExactNumber {
    /// Returns the number if it is in range.
    ///
    /// - Throws: An overflow or an underflow if it is not.
    static func checked(
        _ coefficient: UInt128, exponent: Int, isNegative: Bool
    ) throws(ValidationError) -> ExactNumber {
        guard coefficient > 0 else { return .zero }
        let adjusted = DecimalPowers.digitCount(of: coefficient) - 1 + exponent
        guard adjusted <= adjustedExponents.upperBound else { throw overflow }
        guard adjusted >= adjustedExponents.lowerBound else { throw underflow }
        return trimmed(coefficient, exponent: exponent, isNegative: isNegative)
    }

    /// Removes a coefficient's trailing zeros; the exponent must be in range.
    private static func trimmed(_ coefficient: UInt128, exponent: Int, isNegative: Bool) -> ExactNumber {
        guard coefficient > 0 else { return .zero }
        var (coefficient, exponent) = (coefficient, exponent)
        while coefficient.isMultiple(of: 10) {
            coefficient /= 10
            exponent += 1
        }
        return ExactNumber(
            high: UInt64(truncatingIfNeeded: coefficient >> 64), low: UInt64(truncatingIfNeeded: coefficient),
            exponent: Int16(truncatingIfNeeded: exponent), isNegative: isNegative)
    }

    static let overflow = ValidationError(
        "Number overflow. Attempting to store a number with magnitude larger than supported range")
    static let underflow = ValidationError(
        "Number underflow. Attempting to store a number with magnitude smaller than supported range")
    static let tooPrecise = ValidationError("Attempting to store more than 38 significant digits in a Number")
}

extension ExactNumber: Comparable {
    public static func < (one: ExactNumber, other: ExactNumber) -> Bool {
        guard one.isNegative == other.isNegative else { return one.isNegative }
        return one.isNegative ? other.isSmallerInMagnitude(than: one) : one.isSmallerInMagnitude(than: other)
    }

    private func isSmallerInMagnitude(than other: ExactNumber) -> Bool {
        guard !isZero, !other.isZero else { return isZero && !other.isZero }
        let (mine, its) = (adjustedExponent, other.adjustedExponent)
        guard mine == its else { return mine < its }
        let shift = Int(exponent) - Int(other.exponent)
        return shift > 0
            ? coefficient * DecimalPowers.powers[shift] < other.coefficient
            : coefficient < other.coefficient * DecimalPowers.powers[-shift]
    }
}

/// The powers of ten that fit into 128 bits.
enum DecimalPowers {
    static let powers: [UInt128] = (0...38).reduce(into: []) { powers, _ in
        powers.append((powers.last.map { $0 * 10 }) ?? 1)
    }

    /// Returns the number of decimal digits; 0 for zero.
    static func digitCount(of number: UInt128) -> Int {
        guard number > 0 else { return 0 }
        // 1233/4096 is slightly above log10(2), so the estimate is exact or one too high.
        let estimate = ((128 - number.leadingZeroBitCount) * 1233) >> 12
        return estimate < powers.count && number >= powers[estimate] ? estimate + 1 : estimate
    }
}
