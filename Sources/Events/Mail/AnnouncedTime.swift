import Scheduling
import Time

/// The time of an event, as users and calendars are told.
enum AnnouncedTime: Equatable {
    /// A calendar has no events without an end: where none is announced, it shows an hour.
    private static let minutesShown = 60

    /// A whole day, as far as is known.
    case day(CivilDate)
    case hours(Occurrence, in: Zone, isEndKnown: Bool)

    /// Creates the time of that event.
    ///
    /// - Throws: `SchedulingError` if the zone can't be read.
    init(of event: AnnouncedEvent, zones: ZoneFiles) throws(SchedulingError) {
        if case .day(let day) = event.date, event.start == nil {
            self = .day(day)
            return
        }
        let zone = try Zone(named: event.zone, in: zones)
        let start = GivenTime(date: event.date, start: event.start, end: event.end, zone: zone).time.startsAt
        guard let end = event.end else {
            self = .hours(Occurrence(start: start, lasting: Self.minutesShown), in: zone, isEndKnown: false)
            return
        }
        let wall = Self.wall(of: event, startingAt: start, in: zone)
        self = .hours(
            Occurrence(start: start, end: Self.moment(end, after: wall, start, in: zone)), in: zone, isEndKnown: true)
    }

    /// Returns the time that clocks are said to show at the start, even where they never do.
    private static func wall(of event: AnnouncedEvent, startingAt start: Instant, in zone: Zone) -> CivilDateTime {
        guard case .day(let day) = event.date, let minutes = event.start,
            let wall = CivilDateTime(date: day, hour: minutes / 60, minute: minutes % 60)
        else { return zone.civil(at: start) }
        return wall
    }

    /// Returns the first time after the start when the clocks show these minutes since midnight.
    ///
    /// Where the clocks were changed in between, and the event would be over before it begins, the end is as long after
    /// the start as without the change.
    private static func moment(
        _ minutes: Int, after wall: CivilDateTime, _ start: Instant, in zone: Zone
    ) -> Instant {
        let isNextDay = minutes <= wall.hour * 60 + wall.minute
        let date = wall.date.adding(days: isNextDay ? 1 : 0)
        guard let end = CivilDateTime(date: date, hour: minutes / 60, minute: minutes % 60) else { return start }
        let moment = zone.instant(of: end)
        return moment > start ? moment : start.adding(seconds: Int(end.secondsSinceEpoch - wall.secondsSinceEpoch))
    }
}

extension AnnouncedTime {
    /// The time as a calendar enters it.
    var timing: CalendarEvent.Timing {
        switch self {
        case .day(let day): .day(day)
        case .hours(let session, let zone, _): .once(session, in: zone)
        }
    }

    /// A Boolean value that is true if a calendar shows an end that was not announced.
    var isEndMadeUp: Bool {
        if case .hours(_, _, isEndKnown: false) = self { true } else { false }
    }
}
