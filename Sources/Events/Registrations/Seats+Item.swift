import DynamoDB
import JSON

extension Seats {
    /// Reads seats as the event keeps them; nil for those of an event that is being removed, an error for an item that
    /// is none.
    static func of(_ item: Item) throws(DynamoDBError) -> Seats? {
        let record = try item.decode(Record.self)
        return record.eventStatus.map { status in
            Seats(
                capacity: record.capacity, status: status, isWaitlistOpen: record.waitlistEnabled,
                registered: record.registered, waiting: record.waiting, nextTicket: record.nextTicket)
        }
    }

    /// The item that keeps them.
    func item(of eventID: EventID) -> Item {
        EventKeys.seats(eventID).merging([
            "entityType": "SEATS",
            "capacity": .number(capacity),
            "status": .string(status.rawValue),
            "waitlistEnabled": .bool(isWaitlistOpen),
            "registered": .number(registered),
            "waiting": .number(waiting),
            "nextTicket": .number(nextTicket),
        ]) { key, _ in key }
    }

    private struct Record: Decodable {
        let capacity: Int
        let status: String
        let waitlistEnabled: Bool
        let registered: Int
        let waiting: Int
        let nextTicket: Int

        var eventStatus: EventStatus? { EventStatus(rawValue: status) }
    }
}
