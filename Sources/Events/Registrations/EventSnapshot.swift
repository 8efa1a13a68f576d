import DynamoDB
import JSON
import Platform

/// What a decision about an event's seats rests on, as it was read.
struct EventSnapshot: Equatable {
    /// What news say of it.
    let facts: EventFacts
    /// Whose it is.
    let owner: UserID
    /// Who fits in.
    let seats: Seats
    private let version: Int

    /// The event as it is, and the items under the other keys; nil when there is no such event, or it is being removed.
    static func read(
        _ eventID: EventID, with keys: [Item] = [], from table: Table
    ) throws(DynamoDBError) -> (event: EventSnapshot, others: [Item])? {
        let items = try table.batchGet([EventKeys.event(eventID), EventKeys.seats(eventID)] + keys)
        guard let event = items.first(where: { $0["entityType"] == "EVENT" }),
            let seats = items.first(where: { $0["entityType"] == "SEATS" }),
            let snapshot = try EventSnapshot(event: event, seats: seats)
        else { return nil }
        return (snapshot, items)
    }

    static func read(_ eventID: EventID, from table: Table) throws(DynamoDBError) -> EventSnapshot? {
        try read(eventID, with: [], from: table)?.event
    }

    private init?(event: Item, seats: Item) throws(DynamoDBError) {
        guard event["status"] != "deleted", let seats = try Seats.of(seats) else { return nil }
        guard let facts = EventFacts(event: event), let version = event["version"]?.int,
            let owner = event["ownerId"]?.string.flatMap(UserID.init)
        else { throw .unexpectedItem(JSONError(problem: "is no event")) }
        self.facts = facts
        self.owner = owner
        self.seats = seats
        self.version = version
    }

    /// Holds while nobody has written the event since it was read.
    var isUnchanged: TransactionAction {
        .check(key: EventKeys.event(facts.eventID), attribute("version") == .number(version))
    }

    /// Whether the caller may change it.
    func isManaged(by caller: Identity) -> Bool {
        caller.userID == owner || !caller.roles.isDisjoint(with: [.admin, .service])
    }
}
