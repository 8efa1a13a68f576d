import DynamoDB
import JSON
import Platform
import Storage
import Time

/// The users who wait for a seat, in the order in which they are served.
struct WaitingLine {
    /// A user's place in the line.
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

    /// The first users in the line, as far as they can be read.
    struct Head: Equatable {
        /// The registrations, in the order in which they are served.
        var people: [Registration] = []
        /// A Boolean value that is true if the line ends with them: no other waiting registration can be read.
        var isWhole = false
    }

    /// Returns the first places, at most so many, or those after a key, without any that can't be read.
    func places(_ count: Int, after start: Item? = nil) throws(DynamoDBError) -> [Place] {
        try page(of: count, after: start).places
    }

    /// Returns the first users, by tickets; nil if the line moved while it was read.
    ///
    /// They are fewer than asked for only if others can't be read.
    func first(_ count: Int) throws(DynamoDBError) -> Head? {
        var (head, start, unreadable) = (Head(), Item?.none, 0)
        guard count > 0 else { return head }
        repeat {
            let page = try page(of: count - head.people.count, after: start)
            unreadable += page.unreadable
            let items = try table.batchGet(page.places.map { EventKeys.registration($0.user, eventID) })
            guard items.count == page.places.count else { return nil }
            let people = table.readable(items) { item in try Registration(item) }
                .sorted { $0.ticket < $1.ticket }
            unreadable += items.count - people.count
            let tickets = Set(page.places.map(\.ticket))
            guard people.allSatisfy({ tickets.contains($0.ticket) }) else { return nil }
            head.people += people
            start = page.next
        } while start != nil && head.people.count < count
        guard head.people.count < count else { return head }
        head.isWhole = true
        return unreadable > 0 ? head : nil
    }

    private func page(
        of count: Int, after start: Item?
    ) throws(DynamoDBError) -> (places: [Place], unreadable: Int, next: Item?) {
        var (places, read, start) = ([Place](), 0, start)
        repeat {
            let page = try table.page(Query(condition, pageSize: count - places.count), after: start)
            places += table.readable(page.items) { item in try Place(item) }
            read += page.items.count
            start = page.next
        } while start != nil && places.count < count
        return (places, read - places.count, start)
    }

    /// Returns the number of users who wait with lower tickets.
    func length(before ticket: Int) throws(DynamoDBError) -> Int {
        let last = EventKeys.place(ticket - 1, eventID)["SK"] ?? .string(EventKeys.line)
        return try table.count(
            Query(
                KeyCondition(
                    "PK", equals: .string(EventKeys.partition(eventID)), and: "SK",
                    .between(.string(EventKeys.line), last))))
    }

    /// Returns the keys of the user's places, however little of them can be read.
    func keys(of user: UserID) throws(DynamoDBError) -> [Item] {
        try table.all(Query(condition, filter: attribute("userId") == .string(user.text), attributes: ["PK", "SK"]))
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
    /// The place in the line: before everyone, for a user who has a seat already.
    fileprivate var ticket: Int {
        if case .waitlisted(let ticket) = status { ticket } else { 0 }
    }
}
