public import Platform
public import Profiles
public import Time

/// That someone has a seat at an event, or waits for one.
public struct Registration: Equatable, Sendable {
    /// What they have.
    public enum Status: Equatable, Sendable {
        case registered
        /// They wait; whoever has the least ticket is next.
        case waitlisted(ticket: Int)
    }

    /// What they come to.
    public let eventID: EventID
    /// Who comes.
    public let user: UserID
    /// What they have.
    public var status: Status
    /// Since when they wait or have a seat: promotion leaves it as it is.
    public let registeredAt: Instant
    /// What calendars know this seat by, from the first invitation to the last cancellation.
    public let calendarID: UUIDv7
    /// Where news of it go.
    public let contact: Contact
    /// Up to which of its changes, as calendars count them, they know the event: no older news are for them.
    public let knownSequence: Int
    /// Whether the news that the event is cancelled are on their way to them.
    public let isToldOfCancellation: Bool

    /// A registration of these parts.
    public init(
        eventID: EventID, user: UserID, status: Status, registeredAt: Instant, calendarID: UUIDv7, contact: Contact,
        knownSequence: Int = 0, isToldOfCancellation: Bool = false
    ) {
        self.eventID = eventID
        self.user = user
        self.status = status
        self.registeredAt = registeredAt
        self.calendarID = calendarID
        self.contact = contact
        self.knownSequence = knownSequence
        self.isToldOfCancellation = isToldOfCancellation
    }
}
