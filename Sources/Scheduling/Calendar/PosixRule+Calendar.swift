import Time

extension PosixRule {
    /// The changes of the clocks that the rule alone makes, from one moment up to another.
    func transitions(from start: Instant, to end: Instant) -> [ZoneTransition] {
        ZoneTransition.all(from: start, to: end, period)
    }
}

extension YearlyMoment {
    private static let secondsOfDay: Int64 = 86_400

    /// The day as a yearly rule of a calendar names it; the time of day is for the rule's first date to say.
    ///
    /// A time that lies before or after its day moves the rule to another one: 26 hours into the fourth Thursday is a
    /// Friday from the 23rd to the 29th. Nil where such a day has no name: no zone has one, but a file could.
    var calendarRule: String? {
        let moved = time < 0 ? Int((time + 1) / Self.secondsOfDay) - 1 : Int(time / Self.secondsOfDay)
        switch day {
        case .weekday(let weekday, let week, let month):
            return Self.rule(weekday, week, of: month, movedBy: moved)
        case .withoutLeapDay(let number) where moved == 0:
            // Any year that is no leap year has the date.
            guard let newYear = CivilDate(year: 2001, month: 1, day: 1) else { return nil }
            let date = newYear.adding(days: number - 1)
            return "FREQ=YEARLY;BYMONTH=\(date.month);BYMONTHDAY=\(date.day)"
        case .withLeapDay(let number) where moved == 0 && number < 365:
            return "FREQ=YEARLY;BYYEARDAY=\(number + 1)"
        case .withoutLeapDay, .withLeapDay:
            return nil
        }
    }

    private static func rule(_ weekday: Weekday, _ week: Int, of month: Int, movedBy days: Int) -> String? {
        guard days != 0 else {
            return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(weekday.calendarText)"
        }
        guard let moved = Weekday(rawValue: ((weekday.rawValue + days) % 7 + 7) % 7) else { return nil }
        let yearly = "FREQ=YEARLY;BYDAY=\(moved.calendarText);"
        // In a year without a leap day; of February the end is not to be relied on.
        let length = CivilDate.daysIn(month: month, of: 2001)
        // Of the last week, the days counted from the end of the month, which is where -1 stands.
        let first = (week == 5 ? -7 : week * 7 - 6) + days
        let allowed = week == 5 ? -length ... -1 : 1...length
        if allowed.contains(first), allowed.contains(first + 6) {
            return yearly + "BYMONTH=\(month);BYMONTHDAY=\(list(first))"
        }
        // Beyond the month, the days counted from the end of the year, as far back as leap days do not matter.
        let later = (month..<12).reduce(0) { $0 + CivilDate.daysIn(month: $1 + 1, of: 2001) }
        let firstOfYear = (week == 5 ? first : first - length - 1) - later
        guard month > 2, -306 ... -7 ~= firstOfYear else { return nil }
        return yearly + "BYYEARDAY=\(list(firstOfYear))"
    }

    /// Seven numbers in a row.
    private static func list(_ first: Int) -> String {
        (first..<first + 7).map { "\($0)" }.joined(separator: ",")
    }
}
