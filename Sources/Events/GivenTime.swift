import Platform
import Scheduling
import Time

/// The parts of a time as callers give them, before it is known whether they fit each other.
struct GivenTime {
    var date: GivenDate
    var start: Int?
    var end: Int?
    var zone: Zone

    /// The part that does not fit the others; nil if all do.
    var mismatch: Problem.Detail? {
        date.mismatch(hasStart: start != nil, hasEnd: end != nil)
    }

    /// The time that these parts, which fit each other, stand for.
    var time: EventTime {
        switch date {
        case .day(let day):
            let local = CivilDateTime(date: day, hour: (start ?? 0) / 60, minute: (start ?? 0) % 60)
            let startsAt = local.map(zone.instant) ?? Instant(seconds: Int64(day.daysSinceEpoch) * 86_400)
            return EventTime(date: .day(day), start: start, end: end, zone: zone.name, startsAt: startsAt)
        case .local(let local):
            let instant = zone.instant(of: local)
            return moment(instant, offset: zone.offset(at: instant))
        case .moment(let instant, let offset):
            return moment(instant, offset: offset)
        }
    }

    /// Text can't give an offset's seconds, which zones had long ago.
    private func moment(_ instant: Instant, offset: Int) -> EventTime {
        EventTime(
            date: .moment(instant, offset: offset / 60 * 60), start: nil, end: end, zone: zone.name, startsAt: instant)
    }
}

extension BodyFields {
    static let dateRule = FieldRule.other(
        "must be YYYY-MM-DD or an ISO 8601 date-time, of the years 1970 to 9998")

    /// Reads the day or the moment in that field; nil if it is absent.
    mutating func date(ifGiven name: String) -> GivenDate? {
        value(ifGiven: name, or: Self.dateRule) { GivenDate($0) }
    }

    /// Reads the minutes since midnight in that field; nil if it is absent or null.
    mutating func clock(ifGiven name: String) -> Int? {
        value(ifGiven: name, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", orNull: true) { EventTime.minutes($0) }
    }

    /// Reads the zone in that field; nil if it is absent.
    ///
    /// - Throws: `SchedulingError` if the zone's file is damaged, which is no fault of the caller's.
    mutating func zone(ifGiven name: String, in zones: ZoneFiles) throws(SchedulingError) -> Zone? {
        guard let text = text(ifGiven: name, 1...255) else { return nil }
        do {
            // The system's folder has more in it: clocks that count leap seconds, and what only this machine knows.
            if ZoneNames.contains(text) { return try Zone(named: text, in: zones) }
        } catch .malformedZoneName, .unknownZone {
            // An old folder lacks the newest names.
        }
        refuse(name, .other("must be the name of an IANA time zone, such as America/Chicago"))
        return nil
    }
}
