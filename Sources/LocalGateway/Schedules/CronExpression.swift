import Scheduling
import Time

/// A cron expression as EventBridge has them: minutes, hours, day of month, month, day of week, year.
struct CronExpression: Equatable, Sendable {
    private let minutes: [Int]
    private let hours: [Int]
    private let days: CronDays
    private let months: CronField
    private let years: CronField

    /// Reads the six parts; throws which one is wrong.
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

    /// The first moment behind that one at which the zone's clocks show such a time; nil when there is none.
    ///
    /// Times that the clocks leave out when they are put forward are left out; those that they show twice when they are
    /// put back count once.
    func next(after moment: Instant, in zone: Zone) -> Instant? {
        // The day before: what is behind the moment may be on it where the clocks were put back over midnight.
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
