public import Platform
public import Scheduling

/// What is to change about an event; what is not named stays as it is.
public struct EventChanges: Equatable, Sendable {
    /// What becomes of something that an event may lack.
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

    /// Reads changes out of a body's fields.
    ///
    /// Throws `SchedulingError.damagedZone` for a zone that cannot be read; what callers did wrong is with the fields.
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

    /// Reads out of a body's fields whether who comes too late may wait, and nothing else.
    public init(readingWaitlist fields: inout BodyFields) {
        isWaitlistOpen = fields.flag("waitlistEnabled")
    }

    /// Null takes the hour away.
    private static func choice(_ name: String, reading fields: inout BodyFields) -> Choice {
        if fields.isNull(name) { return .set(nil) }
        return fields.clock(ifGiven: name).map { .set($0) } ?? .keep
    }

    /// What of the changes does not fit together, whatever the event has; nil when all may.
    ///
    /// A day may keep the hours that the event has.
    private var mismatch: Problem.Detail? {
        guard let date else { return nil }
        let present = date.hasHour ? nil : 0
        return date.mismatch(hasStart: start.value(besides: present) != nil, hasEnd: end.value(besides: nil) != nil)
    }

    /// The time that an event at `time` gets.
    ///
    /// A moment has its own hour, so that it takes the place of a start that it is not given together with. Throws
    /// `EventError.timeMismatch` for an hour that does not fit what the event has, and `SchedulingError` for a zone
    /// that cannot be read.
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
    /// A date as an event has it.
    fileprivate init(_ date: EventTime.Date) {
        switch date {
        case .day(let day): self = .day(day)
        case .moment(let instant, let offset): self = .moment(instant, offset: offset)
        }
    }
}
