/// A date of the proleptic Gregorian calendar, in no particular time zone.
public struct CivilDate: Hashable, Sendable {
    /// The years that a date can have: enough for every `Instant` in every zone.
    public static let years = -300_000_000...300_000_000

    /// The astronomical year: 0 is the year before 1, and earlier ones are negative.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day of the month, from 1 to 28, 29, 30 or 31.
    public let day: Int

    /// Creates a date; nil when the calendar has no such date, or its year is outside `years`.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), 1...12 ~= month else { return nil }
        guard day >= 1, day <= Self.daysIn(month: month, of: year) else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// Creates the date that many days after 1970-01-01, or the nearest one inside `years`.
    public init(daysSinceEpoch days: Int) {
        let days = min(max(days, Self.earliest), Self.latest)
        let (era, dayOfEra) = Int64(days - Self.daysToMarchOfYear0).dividedDown(by: Self.daysInEra)
        let yearOfEra = Self.yearOfEra(Int(dayOfEra))
        let dayOfYear = Int(dayOfEra) - Self.days(toYearOfEra: yearOfEra)
        // Counted from March, months repeat the pattern 31, 30, 31, 30, 31: 153 days in five months.
        let monthFromMarch = (dayOfYear * 5 + 2) / 153
        let day = dayOfYear - (monthFromMarch * 153 + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = Int(era) * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        self.init(uncheckedYear: year, month: month, day: day)
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The number of days from 1970-01-01 to this date, negative before.
    public var daysSinceEpoch: Int {
        Self.days(toYear: year, month: month) + day - 1
    }

    /// The day of the week.
    public var weekday: Weekday {
        Weekday(daysSinceEpoch: daysSinceEpoch)
    }

    /// Returns the date that many days later, or earlier for a negative number; stops at the ends of `years`.
    public func adding(days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: Int(Int64(daysSinceEpoch).addingSaturated(Int64(days))))
    }

    /// Returns the number of days in a month; 31 if the month is not from 1 to 12.
    public static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Returns whether the year has a 29 February.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }
}

extension CivilDate: Comparable {
    public static func < (one: CivilDate, other: CivilDate) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }
}

/// Counting of days. Years start in March here, so a leap day is the last day of its year, and 400 years make an era,
/// after which the calendar repeats.
extension CivilDate {
    private static let daysInEra: Int64 = 146_097
    private static let daysToMarchOfYear0 = -719_468
    private static let earliest = days(toYear: years.lowerBound, month: 1)
    private static let latest = days(toYear: years.upperBound, month: 12) + 30

    /// Returns the number of days from 1970-01-01 to the first of the month.
    private static func days(toYear year: Int, month: Int) -> Int {
        let (era, yearOfEra) = Int64(month <= 2 ? year - 1 : year).dividedDown(by: 400)
        let monthFromMarch = month <= 2 ? month + 9 : month - 3
        let days = (monthFromMarch * 153 + 2) / 5 + days(toYearOfEra: Int(yearOfEra))
        return Int(era * daysInEra) + days + daysToMarchOfYear0
    }

    private static func days(toYearOfEra year: Int) -> Int {
        year * 365 + year / 4 - year / 100
    }

    /// Returns the year of the era, 0 to 399, for a day of the era.
    private static func yearOfEra(_ day: Int) -> Int {
        // Removes the leap days before this one: one in 4 years, none in 100, one again in 400.
        (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    }
}
