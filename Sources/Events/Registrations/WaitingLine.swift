import DynamoDB
import JSON
import Platform
import Storage
import Time

/// Those who wait for a seat, in the order in which they are served.
struct WaitingLine {
    /// Someone's place in it.
    struct Place: Equatable {
        let ticket: Int
        let user: UserID
        let registeredAt: Instant
    }

    private let table: Table
    private let eventID: EventID

    init(of eventID: EventID, in table: Table) {
        self.eventID = eventID
        self.table = table
    }

    /// The first places, at most so many, or those behind a key.
    func places(_ count: Int, after start: Item? = nil) throws(DynamoDBError) -> [Place] {
        var places: [Place] = []
        var start = start
        repeat {
            let page = try table.page(Query(condition, pageSize: count - places.count), after: start)
            for item in page.items { places.append(try Place(item)) }
            start = page.next
        } while start != nil && places.count < count
        return places
    }

    /// The first people, by tickets; nil when there are fewer, or the line moved while it was read.
    func first(_ count: Int) throws(DynamoDBError) -> [Registration]? {
        guard count > 0 else { return [] }
        let places = try places(count)
        guard places.count == count else { return nil }
        let items = try table.batchGet(places.map { EventKeys.registration($0.user, eventID) })
        let people = try items.map { item throws(DynamoDBError) in try Registration(item) }
            .sorted { $0.ticket < $1.ticket }
        return people.map(\.ticket) == places.map(\.ticket) ? people : nil
    }

    /// How many wait with lower tickets.
    func length(before ticket: Int) throws(DynamoDBError) -> Int {
        let last = EventKeys.place(ticket - 1, eventID)["SK"] ?? .string(EventKeys.line)
        return try table.count(
            Query(
                KeyCondition(
                    "PK", equals: .string(EventKeys.partition(eventID)), and: "SK",
                    .between(.string(EventKeys.line), last))))
    }

    private var condition: KeyCondition {
        KeyCondition(
            "PK", equals: .string(EventKeys.partition(eventID)), and: "SK", .beginsWith(.string(EventKeys.line)))
    }
}

extension WaitingLine.Place {
    fileprivate init(_ item: Item) throws(DynamoDBError) {
        guard let ticket = item["ticket"]?.int, let user = item["userId"]?.string.flatMap(UserID.init),
            let registeredAt = item["registeredAt"]?.string.flatMap({ Instant(iso8601: $0) })
        else { throw .unexpectedItem(JSONError(problem: "is no place in a line")) }
        self.init(ticket: ticket, user: user, registeredAt: registeredAt)
    }
}

extension Registration {
    /// Where they stand in the line: before everyone, for those who have a seat already.
    fileprivate var ticket: Int {
        if case .waitlisted(let ticket) = status { ticket } else { 0 }
    }
}
