extension ExactNumber {
    /// The number as the service writes it: plain digits, without an exponent.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    var textBytes: [UInt8] {
        guard !isZero else { return [Self.zeroDigit] }
        let digits = self.digits
        let point = digits.count + Int(exponent)
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        if point <= 0 {
            text += [Self.zeroDigit, UInt8(ascii: ".")]
            text += repeatElement(Self.zeroDigit, count: -point)
            text += digits
        } else if exponent >= 0 {
            text += digits
            text += repeatElement(Self.zeroDigit, count: Int(exponent))
        } else {
            text += digits[..<point]
            text.append(UInt8(ascii: "."))
            text += digits[point...]
        }
        return text
    }

    private static let zeroDigit = UInt8(ascii: "0")

    /// The coefficient's digits as ASCII, without leading zeros; empty for zero.
    private var digits: [UInt8] {
        var reversed: [UInt8] = []
        reversed.reserveCapacity(Self.maximumDigits)
        var rest = coefficient
        while rest > UInt128(UInt64.max) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            reversed.append(Self.zeroDigit + UInt8(digit))
            rest = quotient
        }
        var small = UInt64(rest)
        while small > 0 {
            reversed.append(Self.zeroDigit + UInt8(small % 10))
            small /= 10
        }
        return reversed.reversed()
    }
}

extension ExactNumber: CustomStringConvertible {
    public var description: String { text }
}

extension ExactNumber {
    /// Bytes that sort as the numbers do.
    ///
    /// The sign comes first, then the first digit's power of ten, then the digits in pairs. For a negative number all
    /// bits after the sign are inverted and an end mark is added, so that of two with the same beginning the longer one
    /// sorts first.
    public var orderedBytes: [UInt8] {
        guard !isZero else { return [Sign.zero] }
        var bytes = [isNegative ? Sign.negative : Sign.positive]
        bytes.append(UInt8(truncatingIfNeeded: adjustedExponent - Self.adjustedExponents.lowerBound))
        let digits = self.digits
        for index in stride(from: 0, to: digits.count, by: 2) {
            let units = index + 1 < digits.count ? digits[index + 1] - Self.zeroDigit : 0
            bytes.append((digits[index] - Self.zeroDigit) * 10 + units)
        }
        guard isNegative else { return bytes }
        return [Sign.negative] + bytes.dropFirst().map { ~$0 } + [UInt8.max]
    }

    private enum Sign {
        static let negative: UInt8 = 0
        static let zero: UInt8 = 1
        static let positive: UInt8 = 2
    }

    /// The bytes that the number adds to an item's size: one, one for a minus sign, and one for every two digits on
    /// each side of the decimal point.
    public var size: Int {
        guard !isZero else { return 1 }
        let count = digitCount
        let integerDigits = count + Int(exponent)
        let sign = isNegative ? 1 : 0
        guard exponent < 0, integerDigits > 0 else { return 1 + sign + (count + 1) / 2 }
        return 1 + sign + (integerDigits + 1) / 2 + (1 - Int(exponent)) / 2
    }
}
