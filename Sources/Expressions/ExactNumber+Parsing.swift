extension ExactNumber {
    /// Parses a number as the service does: an optional sign, digits with an optional point, an optional exponent.
    public init(parsing text: String, wording: ValueWording = .current) throws(ValidationError) {
        try self.init(utf8: Array(text.utf8), wording: wording)
    }

    /// Parses a number from UTF-8 bytes, as `init(parsing:wording:)` does.
    public init(utf8: [UInt8], wording: ValueWording = .current) throws(ValidationError) {
        var reader = NumberReader()
        guard let written = utf8.withUnsafeBufferPointer({ reader.read($0) }),
            wording == .current || written.writtenExponent.magnitude <= Int32.max
        else { throw Self.unconvertible(utf8, wording) }
        self = try Self.checking(written, wording)
    }

    private static func checking(
        _ written: NumberReader.Written, _ wording: ValueWording
    ) throws(ValidationError) -> ExactNumber {
        guard !written.isTooLong else { throw tooPrecise }
        // Zero is in range whatever its exponent.
        if written.coefficient == 0 { return .zero }
        // The older layer counts in 32 bits, so its largest exponents overflow to the other end.
        if wording == .older, written.digits + written.exponent > Int(Int32.max) { throw underflow }
        return try checked(written.coefficient, exponent: written.exponent, isNegative: written.isNegative)
    }

    private static func unconvertible(_ utf8: [UInt8], _ wording: ValueWording) -> ValidationError {
        let problem = "The parameter cannot be converted to a numeric value"
        guard wording == .current || !utf8.isEmpty else { return ValidationError(problem) }
        return ValidationError(problem + ": " + String(decoding: utf8.prefix(longestQuote), as: UTF8.self))
    }

    /// The most characters of a bad number that an error quotes.
    private static let longestQuote = 4096
}

/// Reads a number's characters in one pass, keeping no more than a number can have.
private struct NumberReader {
    /// The parts of a number as written.
    struct Written {
        var coefficient: UInt128 = 0
        /// The number of digits from the first to the last that is not zero.
        var digits = 0
        var exponent = 0
        var writtenExponent = 0
        var isNegative = false
        var isTooLong = false
    }

    private var written = Written()
    private var pendingZeros = 0
    private var integerDigits = 0
    private var fractionDigits = 0
    private var position = 0

    mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> Written? {
        written.isNegative = takeSign(text)
        integerDigits = takeDigits(text)
        var exponent = pendingZeros
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            fractionDigits = takeDigits(text)
            exponent = pendingZeros - fractionDigits
        }
        guard integerDigits + fractionDigits > 0, takeExponent(text), position == text.count else { return nil }
        written.exponent = exponent + written.writtenExponent.clamped(to: Self.exponents)
        return written
    }

    /// Far beyond the allowed range, and far enough from an integer's limits to be added to.
    private static let exponents = -(1 << 40)...(1 << 40)

    private mutating func takeSign(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position < text.count else { return false }
        let isNegative = text[position] == UInt8(ascii: "-")
        if isNegative || text[position] == UInt8(ascii: "+") { position += 1 }
        return isNegative
    }

    private mutating func takeDigits(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        let start = position
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            take(digit)
            position += 1
        }
        return position - start
    }

    private mutating func take(_ digit: UInt8) {
        guard digit > 0 else {
            if written.digits > 0 { pendingZeros += 1 }
            return
        }
        written.digits += pendingZeros + 1
        if written.digits > ExactNumber.maximumDigits {
            written.isTooLong = true
        } else {
            written.coefficient = written.coefficient * DecimalPowers.powers[pendingZeros + 1] + UInt128(digit)
        }
        pendingZeros = 0
    }

    /// Reads an optional exponent; returns false if it is malformed or exceeds 64 bits.
    private mutating func takeExponent(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position < text.count else { return true }
        guard text[position] | 0x20 == UInt8(ascii: "e") else { return false }
        position += 1
        let isNegative = takeSign(text)
        let start = position
        while position < text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return false }
            let (tenfold, isTooLarge) = written.writtenExponent.multipliedReportingOverflow(by: 10)
            let (value, overflows) = tenfold.subtractingReportingOverflow(Int(digit))
            guard !isTooLarge, !overflows else { return false }
            written.writtenExponent = value
            position += 1
        }
        guard position > start else { return false }
        guard !isNegative else { return true }
        guard written.writtenExponent > Int.min else { return false }
        written.writtenExponent.negate()
        return true
    }
}

extension Int {
    fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
