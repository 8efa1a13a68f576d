public import Time

/// A message between calendars about an event (RFC 5545), and what to do with it (RFC 5546).
public struct CalendarObject: Equatable, Sendable {
    /// The action of the receiver's calendar.
    public enum Method: String, Sendable {
        /// Add the event, or update the one with the same id and a lower sequence, and ask for an answer.
        case request = "REQUEST"
        /// Remove the event; no other method does.
        case cancel = "CANCEL"
    }

    /// The action.
    public let method: Method
    /// The event.
    public let event: CalendarEvent

    /// Creates a message about an event.
    public init(_ method: Method, _ event: CalendarEvent) {
        self.method = method
        self.event = event
    }
}

/// An entry in calendars, once or every week, for some hours or the whole day.
public struct CalendarEvent: Equatable, Sendable {
    /// Whether an event takes place.
    public enum Status: String, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// The time of an event.
    public enum Timing: Equatable, Sendable {
        /// Once, in that zone's local time.
        case once(Occurrence, in: Zone)
        /// Every week from that session on, each of the same length.
        case weekly(Recurrence, from: Occurrence)
        /// All of that day, in every zone; since its hours are unknown, it is shown as free time.
        case day(CivilDate)
    }

    /// The id of the event in calendars, the same in every message about it.
    public let id: String
    /// The number of changes to the event since its first message.
    public let sequence: Int
    /// The moment at which this message was made.
    public let stamp: Instant
    /// The time of the event.
    public let timing: Timing
    /// The title.
    public let summary: String
    /// The description.
    public let description: String
    /// The location, in words or as an address.
    public let location: String
    /// The address of a page with more information.
    public let url: String
    /// Whether the event takes place.
    public let status: Status
    /// The organizer, who receives the answers.
    public let organizer: CalendarOrganizer
    /// The people invited.
    public let attendees: [Attendee]

    /// Creates an event from its parts; texts may contain anything, and empty ones are left out.
    ///
    /// - Throws: `SchedulingError.outOfRange` for an event outside the years 1970 to 9900, whose dates calendars can't
    ///   write.
    public init(
        id: String, sequence: Int, stamp: Instant, timing: Timing, summary: String, description: String = "",
        location: String = "", url: String = "", status: Status = .confirmed, organizer: CalendarOrganizer,
        attendees: [Attendee]
    ) throws(SchedulingError) {
        self.id = id
        self.sequence = sequence
        self.stamp = stamp
        self.timing = timing
        self.summary = summary
        self.description = description
        self.location = location
        self.url = url
        self.status = status
        self.organizer = organizer
        self.attendees = attendees
        let stampYear = CivilDateTime(stamp, offset: 0).date.year
        for (field, year) in [("start", timing.years.start), ("end", timing.years.end), ("stamp", stampYear)] {
            guard 1970...9900 ~= year else {
                throw .outOfRange(field: field, allowed: "in the years 1970 to 9900")
            }
        }
    }
}

/// The organizer of an event, as calendars show them.
public struct CalendarOrganizer: Equatable, Sendable {
    /// The name.
    public let name: String
    /// The mail address.
    public let address: String
    /// The address that sends mail on the organizer's behalf; empty if they do so themselves.
    public let sentBy: String

    /// Creates an organizer from a name and an address.
    public init(name: String, address: String, sentBy: String = "") {
        self.name = name
        self.address = address
        self.sentBy = sentBy
    }
}

/// A person invited to an event.
public struct Attendee: Equatable, Sendable {
    /// Whether the person is required to come.
    public enum Role: String, Sendable {
        case required = "REQ-PARTICIPANT"
        case optional = "OPT-PARTICIPANT"
    }

    /// The person's answer.
    public enum Answer: String, Sendable {
        case none = "NEEDS-ACTION"
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case tentative = "TENTATIVE"
    }

    /// The name.
    public let name: String
    /// The mail address.
    public let address: String
    /// Whether the person is required to come.
    public let role: Role
    /// The person's answer.
    public let answer: Answer
    /// Whether the person is asked for an answer.
    public let isAsked: Bool

    /// Creates an attendee, by default asked for an answer.
    public init(
        name: String, address: String, role: Role = .required, answer: Answer = .none, isAsked: Bool = true
    ) {
        self.name = name
        self.address = address
        self.role = role
        self.answer = answer
        self.isAsked = isAsked
    }
}

extension CalendarEvent.Timing {
    /// The years in which the only or first session begins and ends.
    var years: (start: Int, end: Int) {
        switch self {
        case .once(let session, _), .weekly(_, let session):
            (CivilDateTime(session.start, offset: 0).date.year, CivilDateTime(session.end, offset: 0).date.year)
        case .day(let date): (date.year, date.adding(days: 1).year)
        }
    }

    /// The zone in whose local time the event is shown; nil for a whole day.
    var zone: Zone? {
        switch self {
        case .once(_, let zone): zone
        case .weekly(let recurrence, _): recurrence.zone
        case .day: nil
        }
    }
}
