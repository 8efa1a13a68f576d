public import DynamoDB

/// What news say of an event, as it was when they came about: nothing that changes later changes them.
public struct EventFacts: Equatable, Sendable {
    private static let names = [
        "eventId", "title", "date", "startTime", "endTime", "timezone", "location", "organizer", "description",
    ]

    /// Which event it is.
    public let eventID: EventID
    /// How often calendars had been told of a change by then.
    public let sequence: Int
    /// What it is called, when and where it is, as the table keeps it.
    public let attributes: Item

    /// The facts out of an event's item; nil for an item that is none.
    public init?(event item: Item) {
        guard let id = item["eventId"]?.string.flatMap(EventID.init), let sequence = item["sequence"]?.int else {
            return nil
        }
        eventID = id
        self.sequence = sequence
        attributes = item.filter { name, _ in Self.names.contains(name) }
    }

    /// The facts out of the payload of an effect that concerns everyone; nil for one that has none.
    init?(payload: Item) {
        guard let sequence = payload["sequence"], let event = payload["event"]?.map else { return nil }
        self.init(event: event.merging(["sequence": sequence]) { _, sequence in sequence })
    }
}
