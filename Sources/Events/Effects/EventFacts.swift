public import DynamoDB
import Storage
public import Time

/// What news say of an event, as it was when they came about: nothing that changes later changes them.
public struct EventFacts: Equatable, Sendable {
    private static let names = [
        "eventId", "title", "date", "startTime", "endTime", "timezone", "location", "organizer", "description",
        "status",
    ]

    /// Which event it is.
    public let eventID: EventID
    /// How often calendars had been told of a change by then.
    public let sequence: Int
    /// When it was made, which tells it from another one that gets its id.
    public let createdAt: Instant
    /// What it is called, when and where it is, and its status, as the table keeps it.
    public let attributes: Item

    /// What is so of that event.
    public init(_ event: Event) {
        eventID = event.id
        sequence = event.sequence
        createdAt = event.createdAt
        attributes = event.item.filter { name, _ in Self.names.contains(name) }
    }

    /// Its status by then; nil where that was not written.
    var status: EventStatus? { attributes["status"]?.string.flatMap(EventStatus.init) }

    /// The facts that the payload of an effect holds.
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
    /// The event that the effect concerns.
    func eventID() throws(EffectError) -> EventID {
        try Payload(payload).value("eventId") { EventID($0) }
    }
}
