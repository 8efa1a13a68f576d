import DynamoDB
import Events
import JSON
import Platform
import Scheduling
import Storage
import Testbed
import Testing
import Time

/// Returns what an organizer may send, with members replaced by the test's; one replaced by nil is absent.
func body(_ changes: [String: JSONValue?] = [:]) -> JSONValue {
    var members: [String: JSONValue] = [
        "title": "Tech Conference 2024", "description": "Annual technology conference", "date": "2024-12-15",
        "location": "San Francisco, CA", "capacity": 2, "organizer": "Tech Events Inc", "waitlistEnabled": true,
    ]
    for (name, value) in changes { members[name] = value }
    return .object(members)
}

/// Returns what `read` makes of a body, and what it finds wrong with it: each field with the rule's type.
func reading<Value>(
    _ body: JSONValue, _ read: (inout BodyFields) throws -> Value
) throws -> (value: Value, wrong: [String]) {
    var fields = try #require(BodyFields(JSONDocument(parsing: body.json()).root))
    let value = try read(&fields)
    return (value, fields.problems.map { "\($0.field): \($0.rule.type)" })
}

/// The services of one table, at a moment that the test sets.
struct Community {
    static let now = Instant(seconds: 1_795_278_600)

    let table: Table
    let organizer: Identity
    let stranger: Identity

    init(_ table: Table) throws {
        self.table = table
        organizer = Identity(userID: try #require(UserID("grace")), roles: [.organizer])
        stranger = Identity(userID: try #require(UserID("mallory")), roles: [.organizer])
    }

    var events: EventRepository { EventRepository(table: table) }
    var reading: EventReading { EventReading(events: events) }
    var listing: EventListing { EventListing(events: events) }
    var editing: EventEditing {
        EventEditing(events: events, attempts: Attempts(on: TestHost(at: .now).host), zones: ZoneFiles())
    }

    @discardableResult
    func create(
        _ changes: [String: JSONValue?] = [:], once key: IdempotencyKey? = nil, at now: Instant = Community.now
    ) throws -> CreatedEvent {
        let creation = EventCreation(events: events, zones: ZoneFiles())
        let new = try EventsTests.reading(body(changes)) { try creation.read(&$0) }
        #expect(new.wrong == [])
        return try creation.create(
            new.value, by: organizer, id: .make(at: now), at: now, once: key)
    }

    func update(_ id: String, _ changes: JSONValue, by caller: Identity? = nil) throws -> ListedEvent {
        let read = try EventsTests.reading(changes) { try editing.read(&$0) }
        #expect(read.wrong == [])
        return try editing.change(EventID(inPath: id), read.value, by: caller ?? organizer, at: Self.now)
    }

    func list(_ parameters: (name: String, value: String)...) throws -> (page: EventPage, query: String?) {
        try list(parameters)
    }

    func list(_ parameters: [(name: String, value: String)]) throws -> (page: EventPage, query: String?) {
        var fields = QueryFields(parameters)
        let search = EventSearch(reading: &fields)
        try fields.check()
        let page = try listing.events(search)
        return (page, search.query(after: page))
    }

    /// Returns the outbox's entries, unordered: the kind, or that of their news, and the contents.
    func outbox() throws -> [(kind: String, payload: Item)] {
        try table.all(Scan()).compactMap { item in
            guard let kind = item["kind"]?.string, let payload = item["payload"]?.map else { return nil }
            guard let news = payload["news"]?.string, let facts = payload["facts"]?.map else { return (kind, payload) }
            return (news, facts.merging(["userId": item["userId"] ?? .null]) { fact, _ in fact })
        }
    }
}
