import DynamoDB
import News
import Platform
import Profiles
public import Storage
public import Time

/// A notice about an event, mailed to one user who is registered or waiting.
public struct EventNotice: Equatable, Sendable {
    /// A kind of notice, by its name in the outbox.
    public enum Kind: String, CaseIterable, Sendable {
        case registered = "event_registered"
        case waitlisted = "event_waitlisted"
        case promoted = "event_promoted"
        case unregistered = "event_unregistered"
        case cancelled = "event_cancelled"
        case postponed = "event_postponed"
        /// A new time, place or title, or word that the event takes place after all.
        case changed = "event_changed"
    }

    private let kind: Kind
    private let registration: Registration
    private let facts: EventFacts
    private let position: Int?
    private let isEventGone: Bool
    private let isFarewell: Bool

    /// Creates a notice for the registration's user, with their `position` in the line where it is news.
    public init(
        _ kind: Kind, for registration: Registration, of facts: EventFacts, position: Int? = nil,
        isEventGone: Bool = false, isFarewell: Bool = false
    ) {
        self.kind = kind
        self.registration = registration
        self.facts = facts
        self.position = position
        self.isEventGone = isEventGone
        self.isFarewell = isFarewell
    }

    /// Returns the entry that the outbox keeps until the user is told; nil for a user who can't be reached.
    public func entry(at now: Instant) -> OutboxEntry? {
        guard registration.contact.email != nil else { return nil }
        var said: Item = [
            "status": .string(registration.status.name),
            "calendarId": .string(registration.calendarID.description),
            "sequence": .number(sequence),
            "event": .map(facts.attributes),
        ]
        said["position"] = position.map { .number($0) }
        return News(
            kind.rawValue, for: registration.user, registration.contact, facts: said,
            link: isEventGone ? [] : ["events", facts.eventID.text], isFarewell: isFarewell, at: now
        ).entry
    }

    /// Leaving counts to calendars as one more change, after all that the event went through.
    private var sequence: Int {
        kind == .unregistered ? facts.sequence + 1 : facts.sequence
    }
}
