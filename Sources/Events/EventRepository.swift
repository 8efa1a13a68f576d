public import DynamoDB
import JSON
public import Platform
import Storage

/// A store of events and their seats in the table.
public struct EventRepository {
    let table: Table

    /// Creates a repository in that table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns the event with its seats, as they are now; nil if it does not exist, or no longer.
    public func event(_ id: EventID) throws(DynamoDBError) -> ListedEvent? {
        let items = try table.batchGet([EventKeys.event(id), EventKeys.seats(id)])
        guard let event = try Self.find("EVENT", in: items, { item throws(DynamoDBError) in try Event.reading(item) }),
            let seats = try Self.find("SEATS", in: items, { item throws(DynamoDBError) in try Seats.reading(item) })
        else { return nil }
        return ListedEvent(event: event, seats: seats)
    }

    private static func find<Value>(
        _ sort: AttributeValue, in items: [Item], _ read: (Item) throws(DynamoDBError) -> Value?
    ) throws(DynamoDBError) -> Value? {
        guard let item = items.first(where: { $0["SK"] == sort }) else { return nil }
        return try read(item)
    }
}

extension EventRepository {
    /// Creates the repository of a function.
    public static func live(on host: Host) throws -> EventRepository {
        EventRepository(table: try .live(on: host))
    }
}
