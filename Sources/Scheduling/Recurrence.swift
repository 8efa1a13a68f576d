public import Time

/// A weekly recurrence on a weekday at a time of day in a zone.
///
/// It is the local time, which stays the same while the offset changes with the seasons. Where the clocks are put
/// forward over the time, the session starts later by as much: 02:30 becomes 03:30. In a week in which the whole day
/// was skipped (Samoa had no Friday on 2011-12-30), that makes it the same time on the next day. Where the clocks are
/// put back and show the time twice, it starts at the first of the two.
public struct Recurrence: Equatable, Sendable {
    /// The day of the week of the start.
    public let weekday: Weekday
    /// The zone whose calendar and clocks apply.
    public let zone: Zone

    /// The time of day; its date is ignored.
    private let time: CivilDateTime

    /// The hour of the start, 0 to 23.
    public var hour: Int { time.hour }
    /// The minute of the start, 0 to 59.
    public var minute: Int { time.minute }

    /// Creates a recurrence on a day of the week, from 0 for Sunday to 6 for Saturday.
    ///
    /// - Throws: `SchedulingError.outOfRange`, with the field's name, for a day, hour or minute that does not exist.
    public init(dayOfWeek: Int, hour: Int, minute: Int, zone: Zone) throws(SchedulingError) {
        guard let weekday = Weekday(rawValue: dayOfWeek) else {
            throw .outOfRange(field: "dayOfWeek", allowed: "from 0 (Sunday) to 6 (Saturday)")
        }
        guard 0...23 ~= hour else { throw .outOfRange(field: "hour", allowed: "from 0 to 23") }
        guard let time = CivilDateTime(date: CivilDate(daysSinceEpoch: 0), hour: hour, minute: minute) else {
            throw .outOfRange(field: "minute", allowed: "from 0 to 59")
        }
        self.weekday = weekday
        self.time = time
        self.zone = zone
    }

    /// Returns the first start strictly after that moment.
    ///
    /// Near the end of an `Instant`'s range, where no later one exists, returns the last start there is.
    public func nextOccurrence(after instant: Instant) -> Instant {
        let date = lastDate(at: instant)
        // The date's own start may still be to come, or next week's may already be past, where the clocks were put back
        // over midnight; one more week is always later.
        for days in [0, 7] {
            let start = start(on: date.adding(days: days))
            if start > instant { return start }
        }
        return start(on: date.adding(days: 14))
    }

    /// Returns the session running at that moment, if each lasts that many minutes; the latest if several overlap.
    ///
    /// A session includes its start and excludes its end, which is the start plus the duration in elapsed time. With a
    /// duration of zero or less, no session ever runs.
    public func currentOccurrence(at instant: Instant, lasting minutes: Int) -> Occurrence? {
        let date = lastDate(at: instant)
        let starts = [7, 0, -7].lazy.map { start(on: date.adding(days: $0)) }
        guard let start = starts.first(where: { $0 <= instant }) else { return nil }
        let occurrence = Occurrence(start: start, lasting: minutes)
        return occurrence.contains(instant) ? occurrence : nil
    }

    /// Returns the latest date with the weekday, including today's date in the zone.
    private func lastDate(at instant: Instant) -> CivilDate {
        let today = zone.civil(at: instant).date
        return today.adding(days: -weekday.days(until: today.weekday))
    }

    private func start(on date: CivilDate) -> Instant {
        zone.instant(of: time.moved(to: date))
    }
}
