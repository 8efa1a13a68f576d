public import Platform
public import Scheduling

/// The changes to make to an event; a member that is not given stays as it is.
public struct EventChanges: Equatable, Sendable {
    /// A change of a part that an event may lack.
    enum Choice: Equatable {
        case keep
        case set(Int?)

        func value(besides present: Int?) -> Int? {
            switch self {
            case .keep: present
            case .set(let value): value
            }
        }
    }

    var title: String?
    var description: String?
    var date: GivenDate?
    var start = Choice.keep
    var end = Choice.keep
    var zone: Zone?
    var location: String?
    var organizer: String?
    var capacity: Int?
    var status: EventStatus?
    var isWaitlistOpen: Bool?

    /// Reads changes out of a body's fields, which note the caller's mistakes.
    ///
    /// - Throws: `SchedulingError.damagedZone` if a zone can't be read.
    public init(reading fields: inout BodyFields, zones: ZoneFiles) throws {
        title = fields.text(ifGiven: "title", NewEvent.titles)
        description = fields.text(ifGiven: "description", NewEvent.descriptions)
        date = fields.date(ifGiven: "date")
        start = Self.choice("startTime", reading: &fields)
        end = Self.choice("endTime", reading: &fields)
        zone = try fields.zone(ifGiven: "timezone", in: zones)
        location = fields.text(ifGiven: "location", NewEvent.locations)
        organizer = fields.text(ifGiven: "organizer", NewEvent.organizers)
        capacity = fields.integer(ifGiven: "capacity", NewEvent.capacities)
        status = fields.choice(ifGiven: "status")
        isWaitlistOpen = fields.flag(ifGiven: "waitlistEnabled")
        if let mismatch { fields.refuse(mismatch.field, mismatch.rule) }
    }

    /// Reads only whether the waitlist is open out of a body's fields.
    public init(readingWaitlist fields: inout BodyFields) {
        isWaitlistOpen = fields.flag("waitlistEnabled")
    }

    /// Reads one choice, where null removes the hour.
    private static func choice(_ name: String, reading fields: inout BodyFields) -> Choice {
        if fields.isNull(name) { return .set(nil) }
        return fields.clock(ifGiven: name).map { .set($0) } ?? .keep
    }

    /// The part of the changes that does not fit the rest, whatever the event has; nil if all may.
    ///
    /// A day may keep the hours that the event has.
    private var mismatch: Problem.Detail? {
        guard let date else { return nil }
        let present = date.hasHour ? nil : 0
        return date.mismatch(hasStart: start.value(besides: present) != nil, hasEnd: end.value(besides: nil) != nil)
    }

    /// Returns the time that replaces `time`.
    ///
    /// A moment has its own hour, which replaces a start that is not given together with it.
    ///
    /// - Throws: `EventError.timeMismatch` if an hour does not fit what the event has, `SchedulingError` if a zone
    ///   can't be read.
    func time(after time: EventTime, zones: ZoneFiles) throws -> EventTime {
        guard date != nil || start != .keep || end != .keep || zone != nil else { return time }
        let present = start == .keep && date.map(\.hasHour) == true ? nil : time.start
        let given = GivenTime(
            date: date ?? GivenDate(time.date), start: start.value(besides: present),
            end: end.value(besides: time.end), zone: try zone ?? Zone(named: time.zone, in: zones))
        if let mismatch = given.mismatch { throw EventError.timeMismatch(mismatch) }
        return given.time
    }
}

extension GivenDate {
    /// Creates a date from an event's.
    fileprivate init(_ date: EventTime.Date) {
        switch date {
        case .day(let day): self = .day(day)
        case .moment(let instant, let offset): self = .moment(instant, offset: offset)
        }
    }
}
