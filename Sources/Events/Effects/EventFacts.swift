public import DynamoDB
import Storage
public import Time

/// A snapshot of an event for its news, which later changes leave as it is.
public struct EventFacts: Equatable, Sendable {
    private static let names = [
        "eventId", "title", "date", "startTime", "endTime", "timezone", "location", "organizer", "description",
        "status",
    ]

    /// The event's id.
    public let eventID: EventID
    /// The number of changes that calendars had been told of by then.
    public let sequence: Int
    /// The time when the event was made, which tells it from a later one with the same id.
    public let createdAt: Instant
    /// The title, time, place and status, as the table keeps them.
    public let attributes: Item

    /// Creates a snapshot of the event.
    public init(_ event: Event) {
        eventID = event.id
        sequence = event.sequence
        createdAt = event.createdAt
        attributes = event.item.filter { name, _ in Self.names.contains(name) }
    }

    /// The event's status by then; nil where it was not written.
    var status: EventStatus? { attributes["status"]?.string.flatMap(EventStatus.init) }

    /// Reads the facts out of an effect's payload.
    ///
    /// - Throws: `EffectError.unreadable` if a member is missing.
    init(_ payload: Payload) throws(EffectError) {
        sequence = try payload.count("sequence")
        createdAt = try payload.instant("createdAt")
        let event = try payload.part("event")
        eventID = try event.value("eventId") { EventID($0) }
        attributes = event.members
    }
}

extension OutboxEntry {
    /// Returns the id of the event that the effect concerns.
    func eventID() throws(EffectError) -> EventID {
        try Payload(payload).value("eventId") { EventID($0) }
    }
}
