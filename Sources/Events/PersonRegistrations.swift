public import DynamoDB
public import Platform
import Storage

/// Finds a user's registrations, by the pointers in their partition.
public struct PersonRegistrations {
    private let table: Table

    /// Creates a search in that table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns some of the registrations, by event id, and the event after which there are more.
    ///
    /// There are at most as many as asked for, from the beginning or after that event. Those for deleted events are
    /// left out, which can make them fewer.
    public func page(
        of user: UserID, after event: EventID?, offset: Int, limit: Int
    ) throws(DynamoDBError) -> (shown: [PersonRegistration], next: EventID?) {
        let found = try events(of: user, after: event, atMost: offset + limit + 1)
        let shown = found.dropFirst(offset).prefix(limit)
        let registrations = try registrations(of: user, for: Array(shown)).filter { $0.event != nil }
        return (registrations, found.count > offset + limit ? shown.last : nil)
    }

    /// Returns whether the user has any registration, even for a deleted event.
    public func hasAny(_ user: UserID) throws(DynamoDBError) -> Bool {
        try !events(of: user, after: nil, atMost: 1).isEmpty
    }

    private func events(
        of user: UserID, after event: EventID?, atMost count: Int
    ) throws(DynamoDBError) -> [EventID] {
        let condition = KeyCondition(
            "PK", equals: .string(partition(of: user)), and: "SK", .beginsWith(.string(EventKeys.registrations)))
        var (found, start) = ([EventID](), event.map { EventKeys.pointer($0, of: user) })
        repeat {
            let query = Query(condition, attributes: ["eventId"], pageSize: count - found.count)
            let page = try table.page(query, after: start)
            found += page.items.compactMap { $0["eventId"]?.string.flatMap(EventID.init) }
            start = page.next
        } while start != nil && found.count < count
        return found
    }

    /// Returns the registrations for these events, in their order, also for deleted events that are not gone yet.
    ///
    /// A registration that is gone since its pointer was read is left out.
    func registrations(of user: UserID, for events: [EventID]) throws(DynamoDBError) -> [PersonRegistration] {
        let keys = events.flatMap { [EventKeys.registration(user, $0), EventKeys.event($0), EventKeys.seats($0)] }
        let items = try table.batchGet(keys)
        let byKey = Dictionary(items.map { ($0.filter { ["PK", "SK"].contains($0.key) }, $0) }) { first, _ in first }
        var registrations: [PersonRegistration] = []
        for event in events {
            guard let item = byKey[EventKeys.registration(user, event)],
                let registration = table.readable(item, { item throws(DynamoDBError) in try Registration(item) })
            else { continue }
            registrations.append(
                PersonRegistration(
                    registration, position: try position(of: registration),
                    event: listed(byKey[EventKeys.event(event)], byKey[EventKeys.seats(event)])))
        }
        return registrations
    }

    private func listed(_ event: Item?, _ seats: Item?) -> ListedEvent? {
        guard let event, let seats,
            let event = table.readable(event, { item throws(DynamoDBError) in try Event.reading(item) }),
            let seats = table.readable(seats, { item throws(DynamoDBError) in try Seats.reading(item) })
        else { return nil }
        return ListedEvent(event: event, seats: seats)
    }

    private func position(of registration: Registration) throws(DynamoDBError) -> Int? {
        guard case .waitlisted(let ticket) = registration.status else { return nil }
        return try WaitingLine(of: registration.eventID, in: table).length(before: ticket) + 1
    }
}
