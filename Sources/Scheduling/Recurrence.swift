public import Time

/// Something that takes place every week, at a time of day on a weekday in a zone.
///
/// The time is the one on the zone's wall, so it stays while the offset changes with the seasons. Where the clocks
/// are put forward over the time, the session starts later by as much: 02:30 becomes 03:30. In a week in which the
/// whole day was left out (Samoa had no Friday on 2011-12-30), that makes it the same time on the next day. Where
/// they are put back and show the time twice, it starts at the first of the two.
public struct Recurrence: Equatable, Sendable {
    /// The day of the week on which it starts.
    public let weekday: Weekday
    /// The zone whose calendar and clocks count.
    public let zone: Zone

    /// The time of day; its date does not matter.
    private let time: CivilDateTime

    /// The hour at which it starts, 0 to 23.
    public var hour: Int { time.hour }
    /// The minute at which it starts, 0 to 59.
    public var minute: Int { time.minute }

    /// A recurrence on the day with that number, from 0 for Sunday to 6 for Saturday.
    ///
    /// Throws `SchedulingError.outOfRange`, which names the field, for a day, hour or minute that does not exist.
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

    /// The first start that is strictly later than that moment.
    ///
    /// Near the end of what an `Instant` can hold, where none is left, the last start there is.
    public func nextOccurrence(after instant: Instant) -> Instant {
        let date = lastDate(at: instant)
        // The date's own start may be still to come, or next week's past already, where the clocks were put back
        // over midnight; one more week is always later.
        for days in [0, 7] {
            let start = start(on: date.adding(days: days))
            if start > instant { return start }
        }
        return start(on: date.adding(days: 14))
    }

    /// The session that is running at that moment, if each lasts that many minutes; the latest when they overlap.
    ///
    /// It is running from its start, and over at its end: start and duration, as elapsed time. A duration of zero
    /// or less means that none ever runs.
    public func currentOccurrence(at instant: Instant, lasting minutes: Int) -> Occurrence? {
        let date = lastDate(at: instant)
        let starts = [7, 0, -7].lazy.map { start(on: date.adding(days: $0)) }
        guard let start = starts.first(where: { $0 <= instant }) else { return nil }
        let occurrence = Occurrence(start: start, lasting: minutes)
        return occurrence.contains(instant) ? occurrence : nil
    }

    /// The latest date with the weekday, today's in the zone included.
    private func lastDate(at instant: Instant) -> CivilDate {
        let today = zone.civil(at: instant).date
        return today.adding(days: -weekday.days(until: today.weekday))
    }

    private func start(on date: CivilDate) -> Instant {
        zone.instant(of: time.moved(to: date))
    }
}
