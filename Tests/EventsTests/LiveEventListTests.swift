import DynamoDB
import Events
import JSON
import Platform
import Testbed
import Testing
import Time

@Suite("Lists of events", .enabled(if: LiveTable.isAvailable))
struct LiveEventListTests {
    private static let statuses = ["active", "postponed", "cancelled", "completed"]

    /// Runs a test with eight events, e-1 to e-8 by day, two of each status, shown as the index has them.
    private func withEvents(_ test: (Community) throws -> Void) throws {
        try LiveTable.with { table in
            let community = try Community(table)
            for day in [3, 1, 8, 2, 6, 5, 7, 4] {
                try community.create([
                    "eventId": .string("e-\(day)"), "date": .string("2024-12-0\(day)"),
                    "title": .string("Day \(day) of ÉTÉ"),
                    "status": .string(Self.statuses[day % 4]),
                ])
            }
            try LiveTable.wait { try community.list().page.events.count == 8 }
            try test(community)
        }
    }

    private func ids(_ page: EventPage) -> [String] { page.events.map(\.event.id.text) }

    @Test("all events come by when they begin, whatever their status; those of one status alone on request")
    func order() throws {
        try withEvents { community in
            let page1 = try community.list().page
            #expect(ids(page1) == (1...8).map { "e-\($0)" })
            let page2 = try community.list(("status", "postponed")).page
            #expect(ids(page2) == ["e-1", "e-5"])
            #expect(try community.list().query == nil)
        }
    }

    @Test("a list shows as much of an event as the event itself")
    func wholeEvents() throws {
        try LiveTable.with { table in
            let community = try Community(table)
            try community.create([
                "eventId": "e-1", "startTime": "18:00", "endTime": "20:30", "timezone": "Europe/Paris",
            ])
            try LiveTable.wait { try community.list().page.events.count == 1 }
            #expect(try community.list().page.events == [community.reading.event("e-1")])
        }
    }

    @Test("an event whose status changes while the list is read comes once", arguments: 1...6)
    func changesMeanwhile(requests: Int) throws {
        try LiveTable.with { table in
            let community = try Community(table)
            try community.create(["eventId": "e-1"])
            try LiveTable.wait { try ids(community.list(("status", "active")).page) == ["e-1"] }
            let other = try InterruptedTransport.table(table.name, after: requests) {
                _ = try community.update("e-1", ["status": "postponed"])
                try LiveTable.wait { try ids(community.list(("status", "postponed")).page) == ["e-1"] }
            }
            var fields = QueryFields([])
            let page = try EventListing(events: EventRepository(table: other)).events(EventSearch(reading: &fields))
            #expect(ids(page) == ["e-1"])
        }
    }

    @Test("a title is found however its accents are spelled")
    func accents() throws {
        try withEvents { community in
            for words in ["1 of \u{C9}T\u{C9}", "1 OF e\u{301}te\u{301}"] {
                let page = try community.list(("q", words)).page
                #expect(ids(page) == ["e-1"])
            }
            let bare = try community.list(("q", "1 of ete")).page
            #expect(ids(bare) == [])
        }
    }

    @Test("days are bounds that count whole, moments to the millisecond")
    func bounds() throws {
        try withEvents { community in
            let page3 = try community.list(("from", "2024-12-03"), ("to", "2024-12-04")).page
            #expect(ids(page3) == ["e-3", "e-4"])
            let exact = try community.list(("from", "2024-12-03T00:00:00Z"), ("to", "2024-12-04T00:00:00Z"))
            #expect(ids(exact.page) == ["e-3", "e-4"])
            let inUTC = try community.list(("from", "2024-12-03T00:00"), ("to", "2024-12-04T00:00:00"))
            #expect(ids(inUTC.page) == ["e-3", "e-4"])
            let page4 = try community.list(("from", "2024-12-03T00:00:00.001Z")).page
            #expect(ids(page4).first == "e-4")
            let page5 = try community.list(("to", "9999-12-31")).page
            #expect(ids(page5).count == 8)
            let page6 = try community.list(("from", "2024-12-04"), ("to", "2024-12-03")).page
            #expect(page6.events == [] && page6.next == nil)
        }
    }

    @Test("pages follow one another without a gap or a repetition", arguments: [1, 2, 3, 7, 8])
    func pages(limit: Int) throws {
        try withEvents { community in
            var (found, cursor) = ([String](), String?.none)
            repeat {
                let parameters = [("limit", "\(limit)")] + (cursor.map { [("cursor", $0)] } ?? [])
                var fields = QueryFields(parameters.map { (name: $0.0, value: $0.1) })
                let page = try community.listing.events(EventSearch(reading: &fields))
                found += ids(page)
                cursor = page.next
            } while cursor != nil
            #expect(found == (1...8).map { "e-\($0)" })
        }
    }

    @Test("the events that a search did not reach follow its cursor")
    func longSearch() throws {
        try LiveTable.with { table in
            let community = try Community(table)
            try community.create(["eventId": "last", "title": "Needle", "date": "2025-01-01"])
            let event = try #require(try community.events.event(EventID(inPath: "last"))).event
            try table.batchWrite(
                (0..<450).map { number in
                    let day = CivilDateTime(iso8601: "2024-06-01T00:00").map { Instant($0, offset: 0) } ?? .now
                    var item = event.item
                    item["PK"] = .string("EVENT#e-\(number)")
                    item["eventId"] = .string("e-\(number)")
                    item["title"] = "Hay"
                    let status = Self.statuses[number % 4]
                    item["status"] = .string(status)
                    item["GSI1PK"] = .string("EVENTS#\(status)")
                    item["GSI1SK"] = .string("\(day.adding(minutes: number).iso8601)#e-\(number)")
                    return .put(item)
                })
            try LiveTable.wait { try table.all(Scan(index: "GSI1")).count == 451 }
            var (pages, cursor) = ([[String]](), String?.none)
            repeat {
                let parameters = [(name: "q", value: "NEEDLE")] + (cursor.map { [(name: "cursor", value: $0)] } ?? [])
                let page = try community.list(parameters).page
                pages.append(ids(page))
                cursor = page.next
            } while cursor != nil && pages.count < 9
            #expect(pages == [[], [], ["last"]])
        }
    }

    @Test("a title is found whatever its case, and the next page is asked for with the same words")
    func titles() throws {
        try withEvents { community in
            let found = try community.list(("q", "of été"), ("limit", "2"), ("offset", "1"))
            #expect(ids(found.page) == ["e-2", "e-3"])
            #expect(found.query?.hasPrefix("q=of%20%C3%A9t%C3%A9&limit=2&cursor=") == true)
            #expect(try community.list(("q", "day 9")).page.events == [])
        }
    }

    @Test(
        "a parameter that is none is refused by name",
        arguments: [
            ("status", "open"), ("from", "yesterday"), ("to", "2024-13-01"), ("limit", "0"), ("limit", "101"),
            ("offset", "1001"), ("offset", "-1"), ("q", ""), ("cursor", "x"), ("cursor", "2024120300000000.e-3"),
            ("cursor", "2024120300000000٣.e-3"), ("cursor", "20241203000000000.e 3"), ("cursor", "20241203000000000."),
            ("cursor", "20241203000000000"), ("cursor", "2024-12-03T00:00:00.000Z#e-3"),
        ])
    func refused(name: String, value: String) throws {
        var fields = QueryFields([(name, value)])
        _ = EventSearch(reading: &fields)
        #expect(fields.problems.map(\.field) == [name])
    }
}
