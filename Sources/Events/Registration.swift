public import Platform
public import Profiles
public import Time

/// A user's seat at an event, or their place in its line.
public struct Registration: Equatable, Sendable {
    /// A seat or a place in the line.
    public enum Status: Equatable, Sendable {
        case registered
        /// A place in the line; the least ticket is next.
        case waitlisted(ticket: Int)
    }

    /// The id of the event.
    public let eventID: EventID
    /// The user who registered.
    public let user: UserID
    /// The seat or the place in the line.
    public var status: Status
    /// The time of the registration, which promotion leaves as it is.
    public let registeredAt: Instant
    /// The id that calendars know this seat by, from the first invitation to the last cancellation.
    public let calendarID: UUIDv7
    /// The user's name and language, and the address for news of the registration.
    public let contact: Contact
    /// The event's last change that the user knows, as calendars count them: no older news are for them.
    public let knownSequence: Int
    /// A Boolean value that is true once the news of the event's cancellation are on their way.
    public let isToldOfCancellation: Bool

    /// Creates a registration of these parts.
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
