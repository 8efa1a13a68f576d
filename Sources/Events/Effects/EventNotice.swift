import DynamoDB
import Platform
public import Storage
public import Time

/// News of an event for one of those who come or wait, to be mailed.
public struct EventNotice: Equatable, Sendable {
    /// What has happened; as the outbox calls it.
    public enum Kind: String, CaseIterable, Sendable {
        case registered = "event_registered"
        case waitlisted = "event_waitlisted"
        case promoted = "event_promoted"
        case unregistered = "event_unregistered"
        case cancelled = "event_cancelled"
        case postponed = "event_postponed"
        /// It is at another time or place, is called something else, or takes place after all.
        case changed = "event_changed"
    }

    private let kind: Kind
    private let registration: Registration
    private let facts: EventFacts
    private let position: Int?
    private let isEventGone: Bool

    /// News for the person whose registration it is; `position` is theirs in the line, where it is news.
    public init(
        _ kind: Kind, for registration: Registration, of facts: EventFacts, position: Int? = nil,
        isEventGone: Bool = false
    ) {
        self.kind = kind
        self.registration = registration
        self.facts = facts
        self.position = position
        self.isEventGone = isEventGone
    }

    /// What is to be sent, for the outbox; nil for a person without an address.
    public func entry(at now: Instant) -> OutboxEntry? {
        guard let email = registration.contact.email else { return nil }
        var payload: Item = [
            "userId": .string(registration.user.text),
            "email": .string(email),
            "name": .string(registration.contact.name),
            "language": .string(registration.contact.language.rawValue),
            "status": .string(registration.status.name),
            "calendarId": .string(registration.calendarID.description),
            "sequence": .number(sequence),
            "event": .map(facts.attributes),
        ]
        payload["position"] = position.map { .number($0) }
        payload["isEventGone"] = isEventGone ? true : nil
        return OutboxEntry(id: .make(at: now), kind: kind.rawValue, payload: payload, createdAt: now)
    }

    /// To calendars, leaving is a change of its own behind all that the event went through.
    private var sequence: Int {
        kind == .unregistered ? facts.sequence + 1 : facts.sequence
    }
}
