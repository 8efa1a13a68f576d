internal import Time

/// A moment as a signature has it: `20150830T123600Z`, and the day alone.
struct SigningTime {
    let text: String
    let day: String

    /// Moments outside the years 0 to 9999 count as the nearest one inside: nothing signed with them is accepted anyway.
    init(_ moment: Instant) {
        let seconds = Self.floorDivide(moment.milliseconds, 1000)
        let inside = min(max(seconds, -62_167_219_200), 253_402_300_799)
        let days = Self.floorDivide(inside, 86_400)
        let time = inside - days * 86_400
        var digits: [UInt8] = []
        digits.reserveCapacity(16)
        Self.appendDate(days: days, to: &digits)
        day = String(decoding: digits, as: UTF8.self)
        digits.append(UInt8(ascii: "T"))
        for part in [time / 3600, time / 60 % 60, time % 60] {
            Self.append(part, digits: 2, to: &digits)
        }
        digits.append(UInt8(ascii: "Z"))
        text = String(decoding: digits, as: UTF8.self)
    }

    /// Counts in years that begin in March, so that the leap day is the last of its year and months need no table.
    private static func appendDate(days: Int64, to digits: inout [UInt8]) {
        let daysIn400Years: Int64 = 146_097
        let sinceMarchOfYear0 = days + 719_468
        let era = floorDivide(sinceMarchOfYear0, daysIn400Years)
        let dayOfEra = sinceMarchOfYear0 - era * daysIn400Years
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        append(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), digits: 4, to: &digits)
        append(month, digits: 2, to: &digits)
        append(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, digits: 2, to: &digits)
    }

    private static func append(_ number: Int64, digits count: Int, to digits: inout [UInt8]) {
        var divisor: Int64 = count == 4 ? 1000 : 10
        while divisor > 0 {
            digits.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    private static func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
        number >= 0 ? number / divisor : -1 - (-1 - number) / divisor
    }
}
