public import Time

/// A message from one calendar to another about an event (RFC 5545), and what is to be done with it (RFC 5546).
public struct CalendarObject: Equatable, Sendable {
    /// What the receiver's calendar is to do.
    public enum Method: String, Sendable {
        /// Enter the event, or change the one with the same id and a lower sequence, and ask for an answer.
        case request = "REQUEST"
        /// Remove the event; nothing else removes one.
        case cancel = "CANCEL"
    }

    /// What is to be done.
    public let method: Method
    /// With which event.
    public let event: CalendarEvent

    /// A message about that event.
    public init(_ method: Method, _ event: CalendarEvent) {
        self.method = method
        self.event = event
    }
}

/// Something that calendars show, once or every week, for some hours or the whole day.
public struct CalendarEvent: Equatable, Sendable {
    /// Whether an event takes place.
    public enum Status: String, Sendable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// When an event takes place.
    public enum Timing: Equatable, Sendable {
        /// At one time, shown by that zone's clocks.
        case once(Occurrence, in: Zone)
        /// Every week, from that session on, each of the same length.
        case weekly(Recurrence, from: Occurrence)
        /// All of that day, wherever one is; since nobody said at what hours, it leaves people free.
        case day(CivilDate)
    }

    /// What calendars know the event by, the same in every message about it.
    public let id: String
    /// How often the event was changed since its first message.
    public let sequence: Int
    /// When this message was made.
    public let stamp: Instant
    /// When the event takes place.
    public let timing: Timing
    /// What it is called.
    public let summary: String
    /// What it is about.
    public let description: String
    /// Where it takes place, in words or as an address.
    public let location: String
    /// Where there is more about it.
    public let url: String
    /// Whether it takes place.
    public let status: Status
    /// Who holds it, and gets the answers.
    public let organizer: Organizer
    /// Who is asked to come.
    public let attendees: [Attendee]

    /// An event of these parts; texts may hold anything, and empty ones are left out.
    ///
    /// Throws `SchedulingError.outOfRange` for an event outside the years 1970 to 9900, whose dates calendars could
    /// not write.
    public init(
        id: String, sequence: Int, stamp: Instant, timing: Timing, summary: String, description: String = "",
        location: String = "", url: String = "", status: Status = .confirmed, organizer: Organizer,
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

/// Who holds an event.
public struct Organizer: Equatable, Sendable {
    /// What they are called.
    public let name: String
    /// Where mail reaches them.
    public let address: String
    /// The address that writes to people on their behalf; empty when they do so themselves.
    public let sentBy: String

    /// Someone with that name and address.
    public init(name: String, address: String, sentBy: String = "") {
        self.name = name
        self.address = address
        self.sentBy = sentBy
    }
}

/// Who is asked to an event.
public struct Attendee: Equatable, Sendable {
    /// Whether they have to come.
    public enum Role: String, Sendable {
        case required = "REQ-PARTICIPANT"
        case optional = "OPT-PARTICIPANT"
    }

    /// What they have answered.
    public enum Answer: String, Sendable {
        case none = "NEEDS-ACTION"
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case tentative = "TENTATIVE"
    }

    /// What they are called.
    public let name: String
    /// Where mail reaches them.
    public let address: String
    /// Whether they have to come.
    public let role: Role
    /// What they have answered.
    public let answer: Answer
    /// Whether an answer is asked of them.
    public let isAsked: Bool

    /// Someone with that name and address, asked for an answer unless told otherwise.
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
    /// In which years the only session, or the first, begins and ends.
    var years: (start: Int, end: Int) {
        switch self {
        case .once(let session, _), .weekly(_, let session):
            (CivilDateTime(session.start, offset: 0).date.year, CivilDateTime(session.end, offset: 0).date.year)
        case .day(let date): (date.year, date.adding(days: 1).year)
        }
    }

    /// The zone whose clocks show it; nil for what no clock shows.
    var zone: Zone? {
        switch self {
        case .once(_, let zone): zone
        case .weekly(let recurrence, _): recurrence.zone
        case .day: nil
        }
    }
}
