extension ExactNumber {
    /// Returns the exact sum.
    ///
    /// - Throws: The service's error if the result exceeds 38 digits or the range.
    public func adding(_ other: ExactNumber) throws(ValidationError) -> ExactNumber {
        guard !isZero else { return other }
        guard !other.isZero else { return self }
        let common = min(exponent, other.exponent)
        let mine = try scaled(to: common)
        let its = try other.scaled(to: common)
        if isNegative == other.isNegative {
            let (sum, isTooLarge) = mine.addingReportingOverflow(its)
            guard !isTooLarge else { throw Self.overflow }
            return try Self.bounded(sum, exponent: common, isNegative: isNegative)
        }
        return mine >= its
            ? try Self.bounded(mine - its, exponent: common, isNegative: isNegative)
            : try Self.bounded(its - mine, exponent: common, isNegative: other.isNegative)
    }

    /// Returns the exact difference.
    ///
    /// - Throws: The service's error if the result exceeds 38 digits or the range.
    public func subtracting(_ other: ExactNumber) throws(ValidationError) -> ExactNumber {
        try adding(try other.negated)
    }

    private var negated: ExactNumber {
        get throws(ValidationError) {
            try Self.checked(coefficient, exponent: Int(exponent), isNegative: !isNegative && !isZero)
        }
    }

    /// Returns the coefficient at a lower exponent.
    ///
    /// If it exceeds 128 bits, the result has too many digits as well, because its last digit comes from the other
    /// number and is not zero.
    private func scaled(to lower: Int16) throws(ValidationError) -> UInt128 {
        let shift = Int(exponent) - Int(lower)
        guard shift < DecimalPowers.powers.count else { throw Self.overflow }
        let (scaled, isTooLarge) = coefficient.multipliedReportingOverflow(by: DecimalPowers.powers[shift])
        guard !isTooLarge else { throw Self.overflow }
        return scaled
    }

    /// Returns the number; throws an overflow also for too many digits, as the service does.
    private static func bounded(
        _ coefficient: UInt128, exponent: Int16, isNegative: Bool
    ) throws(ValidationError) -> ExactNumber {
        let number = try checked(coefficient, exponent: Int(exponent), isNegative: isNegative)
        guard number.digitCount <= maximumDigits else { throw overflow }
        return number
    }
}
