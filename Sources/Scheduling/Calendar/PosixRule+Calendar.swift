import Time

extension PosixRule {
    /// Returns the changes of the clocks by this rule alone, from one moment up to another.
    func transitions(from start: Instant, to end: Instant) -> [ZoneTransition] {
        ZoneTransition.all(from: start, to: end, period)
    }
}

extension YearlyMoment {
    private static let secondsOfDay: Int64 = 86_400

    /// The rule's day as a yearly rule in a calendar; the time of day follows from the rule's first date.
    ///
    /// A time before or after its day moves the rule to another day: 26 hours into the fourth Thursday is a Friday from
    /// the 23rd to the 29th. Nil if such a day can't be expressed: no zone has one, but a file could.
    var calendarRule: String? {
        let moved = time < 0 ? Int((time + 1) / Self.secondsOfDay) - 1 : Int(time / Self.secondsOfDay)
        switch day {
        case .weekday(let weekday, let week, let month):
            return Self.rule(weekday, week, of: month, movedBy: moved)
        case .withoutLeapDay(let number) where moved == 0:
            // Any year but a leap year has the date.
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
        // In a year without a leap day; the end of February varies.
        let length = CivilDate.daysIn(month: month, of: 2001)
        // For the last week, the days counted from the end of the month, which is -1.
        let first = (week == 5 ? -7 : week * 7 - 6) + days
        let allowed = week == 5 ? -length ... -1 : 1...length
        if allowed.contains(first), allowed.contains(first + 6) {
            return yearly + "BYMONTH=\(month);BYMONTHDAY=\(list(first))"
        }
        // Past the end of the month, the days counted from the end of the year, so leap days don't matter.
        let later = (month..<12).reduce(0) { $0 + CivilDate.daysIn(month: $1 + 1, of: 2001) }
        let firstOfYear = (week == 5 ? first : first - length - 1) - later
        guard month > 2, -306 ... -7 ~= firstOfYear else { return nil }
        return yearly + "BYYEARDAY=\(list(firstOfYear))"
    }

    /// Returns seven consecutive numbers.
    private static func list(_ first: Int) -> String {
        (first..<first + 7).map { "\($0)" }.joined(separator: ",")
    }
}
