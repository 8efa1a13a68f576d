import DynamoDB
import JSON
import Platform
import Storage

/// Those who wait for a seat, in the order in which they are served.
struct WaitingLine {
    private let table: Table
    private let eventID: EventID

    init(of eventID: EventID, in table: Table) {
        self.eventID = eventID
        self.table = table
    }

    /// The first of them, by tickets; nil when there are fewer, or the line moved while it was read.
    func first(_ count: Int) throws(DynamoDBError) -> [Registration]? {
        guard count > 0 else { return [] }
        let places = try table.page(Query(condition, pageSize: count)).items
        guard places.count == count else { return nil }
        let keys = try places.map { place throws(DynamoDBError) in
            EventKeys.registration(try Self.user(place), eventID)
        }
        let items = try table.batchGet(keys)
        let people = try items.map { item throws(DynamoDBError) in try Registration(item) }
            .sorted { $0.ticket < $1.ticket }
        return people.map(\.ticket) == places.compactMap { $0["ticket"]?.int } ? people : nil
    }

    private var condition: KeyCondition {
        KeyCondition(
            "PK", equals: .string(EventKeys.partition(eventID)), and: "SK", .beginsWith(.string(EventKeys.line)))
    }

    private static func user(_ place: Item) throws(DynamoDBError) -> UserID {
        guard let user = place["userId"]?.string.flatMap(UserID.init) else {
            throw .unexpectedItem(JSONError(problem: "is no place in a line"))
        }
        return user
    }
}

extension Registration {
    /// Where they stand in the line: before everyone, for those who have a seat already.
    fileprivate var ticket: Int {
        if case .waitlisted(let ticket) = status { ticket } else { 0 }
    }
}
