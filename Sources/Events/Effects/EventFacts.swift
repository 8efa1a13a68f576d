public import DynamoDB
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

    /// The facts out of the payload of an effect that concerns everyone; nil for one that has none.
    init?(payload: Item) {
        guard let sequence = payload["sequence"]?.int, let attributes = payload["event"]?.map,
            let id = attributes["eventId"]?.string.flatMap(EventID.init),
            let createdAt = payload["createdAt"]?.string.flatMap(Instant.init(iso8601:))
        else { return nil }
        eventID = id
        self.sequence = sequence
        self.createdAt = createdAt
        self.attributes = attributes
    }
}
