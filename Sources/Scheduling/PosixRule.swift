import Time

/// A POSIX TZ string with the extensions of RFC 9636: the rule for a zone's clocks after its last listed transition.
struct PosixRule: Equatable, Sendable {
    let standard: LocalTimeType
    /// The daylight saving of each year; nil if the clocks never change.
    let saving: Saving?

    /// The local time type for part of each year, and the beginning and end of that part.
    struct Saving: Equatable, Sendable {
        let type: LocalTimeType
        /// The start, in local standard time.
        let start: YearlyMoment
        /// The end, in local daylight saving time.
        let end: YearlyMoment
    }

    /// Returns the period that contains the second, counted from 1970.
    ///
    /// It may be part of a longer period of the same type, where daylight saving never ends.
    func period(at second: Int64) -> Period {
        guard let saving else { return Period(start: .min, end: .max, type: standard) }
        var lastEnd = Int64.min
        let year = CivilDate(daysSinceEpoch: Int(second / 86_400)).year
        // A time of day can be up to 167 hours off its date, so the neighbouring years can reach into this one.
        for year in (year - 2)...(year + 2) {
            let start = begin(of: saving, in: year)
            let end = end(of: saving, after: start, in: year)
            if second < start, second >= lastEnd {
                return Period(start: lastEnd, end: start, type: standard)
            }
            if start <= second, second < end {
                return Period(start: start, end: end, type: saving.type)
            }
            lastEnd = end
        }
        return Period(start: lastEnd, end: .max, type: standard)
    }

    private func begin(of saving: Saving, in year: Int) -> Int64 {
        saving.start.seconds(in: year) - standard.offset
    }

    /// Returns the end of the daylight saving that starts in the year: in the south it is in the next year.
    private func end(of saving: Saving, after start: Int64, in year: Int) -> Int64 {
        let end = saving.end.seconds(in: year) - saving.type.offset
        return end > start ? end : saving.end.seconds(in: year + 1) - saving.type.offset
    }
}

/// A date that recurs every year, with a time.
struct YearlyMoment: Equatable, Sendable {
    enum Day: Equatable, Sendable {
        /// The day of the year, 1 to 365, never counting 29 February: `Jn`.
        case withoutLeapDay(Int)
        /// The day of the year, 0 to 365, counting 29 February: `n`.
        case withLeapDay(Int)
        /// The first to fourth, or with 5 the last, of a weekday in a month: `Mm.w.d`.
        case weekday(Weekday, week: Int, month: Int)
    }

    let day: Day
    /// The time in seconds after midnight, -167 to 167 hours.
    let time: Int64

    /// Returns the seconds from 1970-01-01T00:00 to this moment of the year, in the same local time.
    func seconds(in year: Int) -> Int64 {
        Int64(daysSinceEpoch(in: year)) * 86_400 + time
    }

    private func daysSinceEpoch(in year: Int) -> Int {
        switch day {
        case .withoutLeapDay(let number):
            let leapDay = CivilDate.isLeap(year) && number >= 60 ? 1 : 0
            return Self.firstDay(of: 1, in: year) + number - 1 + leapDay
        case .withLeapDay(let number):
            return Self.firstDay(of: 1, in: year) + number
        case .weekday(let weekday, let week, let month):
            let first = Self.firstDay(of: month, in: year)
            let day = Weekday(daysSinceEpoch: first).days(until: weekday) + (week - 1) * 7
            let isTooLate = day >= CivilDate.daysIn(month: month, of: year)
            return first + (isTooLate ? day - 7 : day)
        }
    }

    /// Returns the day number of the first of a month; years beyond the range of a date are beyond every moment too.
    private static func firstDay(of month: Int, in year: Int) -> Int {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }
}
