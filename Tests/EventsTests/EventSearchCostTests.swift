import JSON
import Platform
import Testbed
import Testing
import Time

@testable import DynamoDB
@testable import Events

@Suite("What a search for events costs")
struct EventSearchCostTests {
    private static let key = #""PK":{"S":"a"},"SK":{"S":"b"},"GSI1PK":{"S":"c"},"GSI1SK":{"S":"d"}"#

    private func item(_ number: Int, title: String = "Talk", status: EventStatus = .active) throws -> Item {
        let event = try LiveEvent.event(status: status)
        return Event(
            id: try #require(EventID("e-\(1_000 + number)")), owner: event.owner, title: title, description: "",
            time: event.time, location: "", organizer: "", status: status, sequence: 0, version: 1,
            createdAt: event.createdAt, updatedAt: event.updatedAt
        ).item
    }

    private func page(_ items: [Item], isLast: Bool = false) -> (Int, String) {
        let texts = items.map { item in
            var json = JSONWriter(capacity: 1_024)
            item.write(to: &json)
            return String(decoding: json.bytes, as: UTF8.self)
        }
        let last = isLast ? "" : #","LastEvaluatedKey":{\#(Self.key)}"#
        return (200, #"{"Items":[\#(texts.joined(separator: ","))]\#(last)}"#)
    }

    private func list(
        _ parameters: [(name: String, value: String)], over transport: ReplayTransport
    ) throws -> (page: EventPage, query: String?) {
        var fields = QueryFields(parameters)
        let search = EventSearch(reading: &fields)
        try fields.check()
        let events = EventRepository(table: try .scripted(transport, on: TestHost().host))
        let page = try EventListing(events: events).events(search)
        return (page, search.query(after: page))
    }

    private func limits(_ transport: ReplayTransport) throws -> [Int?] {
        try transport.bodies.map { try JSONValue(parsing: $0.utf8)["Limit"]?.int }
    }

    @Test("a search looks at 200 events for one page, in one reading, and goes on behind them")
    func oneStatus() throws {
        let transport = ReplayTransport(answering: [page(try (0..<200).map { try item($0) })])
        let found = try list([("status", "active"), ("q", "lecture"), ("offset", "2")], over: transport)
        #expect(found.page.events == [])
        let last = try #require(try Event.reading(item(199)))
        #expect(found.page.next == EventPlace(of: last).cursor)
        #expect(found.query == "status=active&q=lecture&limit=50&offset=2&cursor=\(EventPlace(of: last).cursor)")
        #expect(try limits(transport) == [200])
        #expect(transport.isFinished)
    }

    @Test("a search that ends with the list says so, though it has looked at as many as it may")
    func end() throws {
        let transport = ReplayTransport(answering: [page(try (0..<200).map { try item($0) }, isLast: true)])
        let found = try list([("status", "active"), ("q", "lecture")], over: transport)
        #expect(found.page == EventPage(events: [], next: nil, skipsLeft: 0))
        #expect(transport.isFinished)
    }

    @Test("a search among all events reads 200 of them together, and goes on from there with the next page")
    func allStatuses() throws {
        let pages = try EventStatus.allCases.map { status in
            page(try (0..<50).map { try item($0, status: status) })
        }
        // They begin at the same time, and take turns: where the first would have to be read on, the search ends.
        let transport = ReplayTransport(answering: pages)
        let found = try list([("q", "lecture")], over: transport)
        #expect(found.page.events == [])
        #expect(found.page.next != nil)
        #expect(try limits(transport).allSatisfy { $0 == 50 })
        #expect(transport.isFinished)
    }

    @Test(
        "a list reads what it shows and skips, and little ahead",
        arguments: [
            (["status": "active"], 51), (["status": "active", "offset": "1000", "limit": "100"], 250), ([:], 51),
            (["offset": "1000", "limit": "100"], 100), (["limit": "1"], 2),
        ] as [([String: String], Int)])
    func plainLists(parameters: [String: String], limit: Int) throws {
        let count = parameters["status"] == nil ? EventStatus.allCases.count : 1
        let transport = ReplayTransport(answering: Array(repeating: page([], isLast: true), count: count))
        let found = try list(parameters.map { ($0.key, $0.value) }, over: transport)
        #expect(found.page == EventPage(events: [], next: nil, skipsLeft: 0))
        #expect(try limits(transport) == Array(repeating: limit, count: count))
    }

    @Test("an offset beyond a thousand is refused, in the words that its schema has")
    func deepOffset() {
        var fields = QueryFields([("offset", "1001")])
        _ = EventSearch(reading: &fields)
        #expect(fields.problems == [.init(field: "offset", in: .query, breaks: .isAtMost(1_000))])
    }
}
