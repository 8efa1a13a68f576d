import Scheduling
import Time

/// An EventBridge cron expression: minutes, hours, day of month, month, day of week, year.
struct CronExpression: Equatable, Sendable {
    private let minutes: [Int]
    private let hours: [Int]
    private let days: CronDays
    private let months: CronField
    private let years: CronField

    /// Parses the six fields; throws an error that names the invalid one.
    init(_ text: String) throws(GatewayError) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6 else {
            throw GatewayError("a cron expression has 6 parts, and this one \(parts.count)")
        }
        minutes = try CronField(parts[0], .minutes).numbers.sorted()
        hours = try CronField(parts[1], .hours).numbers.sorted()
        days = try CronDays(dayOfMonth: parts[2], dayOfWeek: parts[4])
        months = try CronField(parts[3], .months)
        years = try CronField(parts[5], .years)
    }

    /// Returns the first moment after the given one that matches in the zone; nil if there is none.
    ///
    /// Times skipped when clocks are put forward don't occur; those repeated when clocks are put back occur once.
    func next(after moment: Instant, in zone: Zone) -> Instant? {
        // Start a day early: a later moment may have an earlier date if the clocks were put back over midnight.
        let today = zone.civil(at: moment).date.adding(days: -1)
        guard let last = years.numbers.max() else { return nil }
        var first = max(today, CivilDate(year: years.numbers.min() ?? last, month: 1, day: 1) ?? today)
        while first.year <= last {
            guard years.contains(first.year), months.contains(first.month) else {
                first = Self.nextMonth(first)
                continue
            }
            if days.contains(first), let found = next(after: moment, on: first, in: zone) { return found }
            first = first.adding(days: 1)
        }
        return nil
    }

    private static func nextMonth(_ date: CivilDate) -> CivilDate {
        date.adding(days: CivilDate.daysIn(month: date.month, of: date.year) - date.day + 1)
    }

    private func next(after moment: Instant, on date: CivilDate, in zone: Zone) -> Instant? {
        for hour in hours {
            for minute in minutes {
                guard let time = CivilDateTime(date: date, hour: hour, minute: minute) else { continue }
                let found = zone.instant(of: time)
                if found > moment, zone.civil(at: found) == time { return found }
            }
        }
        return nil
    }
}
