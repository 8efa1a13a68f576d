import DynamoDB
import JSON
import Platform
import Profiles
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("Events in the table", .enabled(if: LiveTable.isAvailable))
struct LiveEventTests {
    private func with(_ test: (Community) throws -> Void) throws {
        try LiveTable.with { table in try test(Community(table)) }
    }

    private func text(_ event: ListedEvent) -> String {
        var json = JSONWriter(capacity: 960)
        event.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test("what is made is found, with its time in its zone")
    func made() throws {
        try with { community in
            let made = try community.create([
                "eventId": "e-1", "date": "2024-07-15T18:00:00", "endTime": "20:00", "timezone": "America/Chicago",
            ])
            let found = try community.reading.event("e-1")
            #expect(text(found) == made.json)
            #expect(
                made.json == #"{"eventId":"e-1","title":"Tech Conference 2024","description":"#
                    + #""Annual technology conference","date":"2024-07-15T18:00:00-05:00","endTime":"20:00","#
                    + #""timezone":"America/Chicago","location":"San Francisco, CA","capacity":2,"organizer":"#
                    + #""Tech Events Inc","status":"active","waitlistEnabled":true,"registeredCount":0,"#
                    + #""waitlistCount":0,"createdAt":"\#(Community.now)","updatedAt":"\#(Community.now)"}"#)
            #expect(throws: EventError.unknownEvent) { try community.reading.event("e-2") }
            #expect(throws: EventError.unknownEvent) { try community.reading.event("e#1") }
        }
    }

    @Test("whoever makes an event has a profile from then on, once, whatever comes of the same request again")
    func organizersProfile() throws {
        try with { community in
            let key = IdempotencyKey("k", method: "POST", path: "/events", body: [])
            for _ in 0..<2 { try community.create(["eventId": "e-1"], once: key) }
            let profile = try ProfileRepository(table: community.table).profile(of: community.organizer.userID)
            #expect(
                profile
                    == Profile(userID: community.organizer.userID, name: "Student", createdAt: Community.now))
            #expect(throws: EventError.eventExists) { try community.create(["eventId": "e-1"]) }
        }
    }

    @Test(
        "events sort by when they begin in their zone, in a gap of the clocks behind it",
        arguments: [
            ("2024-12-15", "UTC", nil, "2024-12-15T00:00:00.000Z"),
            ("2024-12-15", "Asia/Tokyo", nil, "2024-12-14T15:00:00.000Z"),
            ("2024-12-15", "America/Chicago", "18:30", "2024-12-16T00:30:00.000Z"),
            ("2024-03-10", "America/Chicago", "02:30", "2024-03-10T08:30:00.000Z"),
            ("2024-12-15T18:00:00+05:30", "America/Chicago", nil, "2024-12-15T12:30:00.000Z"),
        ])
    func starts(date: String, zone: String, start: String?, expected: String) throws {
        try with { community in
            try community.create([
                "eventId": "e", "date": .string(date), "timezone": .string(zone),
                "startTime": start.map(JSONValue.string),
            ])
            #expect(try community.reading.event("e").event.time.startsAt.iso8601 == expected)
            #expect(try community.reading.event("e").event.time.date.text == date)
        }
    }

    @Test(
        "the first and the last hours that can be given are read again, though they are of another year in UTC",
        arguments: [
            ("1970-01-01T03:00", "Asia/Kolkata", "1970-01-01T03:00:00+05:30"),
            ("9998-12-31T23:00", "America/Chicago", "9998-12-31T23:00:00-06:00"),
        ])
    func edges(date: String, zone: String, expected: String) throws {
        try with { community in
            try community.create(["eventId": "e", "date": .string(date), "timezone": .string(zone)])
            #expect(try community.reading.event("e").event.time.date.text == expected)
            try LiveTable.wait { try !community.list().page.events.isEmpty }
            #expect(try community.list().page.events.map(\.event.time.date.text) == [expected])
            #expect(try community.update("e", ["title": "Later"]).event.time.date.text == expected)
        }
    }

    @Test("what was read of an event says nothing about one that took its id since, whatever its version")
    func sameID() throws {
        try with { community in
            try community.create(["eventId": "e"])
            let former = try community.reading.event("e").event
            try community.table.delete(EventKeys.event(former.id))
            try community.table.delete(EventKeys.seats(former.id))
            let later = Community.now.adding(seconds: 1)
            try community.create(["eventId": "e", "title": "Another"], at: later)
            #expect(try !community.events.bury(former, at: later))
            #expect(try community.reading.event("e").event.title == "Another")
            let registrations = RegistrationRepository(table: community.table)
            let ada = try #require(UserID("ada"))
            let now = try #require(try registrations.situation(of: ada, at: former.id))
            let stale = Situation(event: former, seats: now.seats, registration: nil, profile: nil)
            let registration = Registration(
                eventID: former.id, user: ada, status: .registered, registeredAt: later, calendarID: .make(at: later),
                contact: Contact(name: "Ada", email: nil, language: .english))
            #expect(try registrations.add(registration, .seat, in: stale, claim: nil) == nil)
            #expect(try registrations.add(registration, .seat, in: now, claim: nil) != nil)
        }
    }

    @Test("seats that were read before a change that the event shows already are not written back")
    func torn() throws {
        try with { community in
            try community.create(["eventId": "e", "capacity": 2])
            let before = try community.reading.event("e")
            let after = try community.update("e", ["capacity": 20])
            let read = ListedEvent(event: after.event, seats: before.seats)
            let title = try EventsTests.reading(["title": "Updated"]) { try community.editing.read(&$0) }.value
            let revision = try EventRevision(of: read, title, zones: ZoneFiles(), at: Community.now)
            #expect(try community.events.write(revision, at: Community.now) == nil)
            #expect(try community.reading.event("e") == after)
        }
    }

    @Test("a line whose promotions were given up moves on with the next change")
    func stuck() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob")
            try event.table.update(EventKeys.seats(LiveEvent.eventID()), [.set("capacity", to: 2)])
            let community = try Community(event.table)
            let owner = try LiveEvent.person("owner")
            let changed = try community.update(LiveEvent.id, ["location": "Lyon"], by: owner)
            #expect((changed.seats.registered, changed.seats.waiting) == (2, 0))
            #expect(try event.list() == ["ada registered", "bob registered"])
        }
    }

    @Test("an id is taken once, also by what is left of a deleted event; the same request is answered the same")
    func twice() throws {
        try with { community in
            func key(_ body: String) -> IdempotencyKey? {
                IdempotencyKey("key", method: "POST", path: "/events", body: Array(body.utf8))
            }
            let first = try community.create(["eventId": "e"], once: key("1"))
            _ = try community.update("e", ["title": "Another"])
            #expect(try community.create(["eventId": "e"], once: key("1"), at: Community.now.adding(hours: 1)) == first)
            #expect(throws: IdempotencyError.keyReused) { try community.create(["eventId": "x"], once: key("2")) }
            #expect(throws: EventError.eventExists) { try community.create(["eventId": "e"]) }
            try community.editing.delete(EventID(inPath: "e"), by: community.organizer, at: Community.now)
            #expect(throws: EventError.eventExists) { try community.create(["eventId": "e"]) }
        }
    }

    @Test("a change keeps what it does not name; nobody but the owner and administrators may make it")
    func changed() throws {
        try with { community in
            try community.create(["eventId": "e", "startTime": "18:00"])
            let changed = try community.update("e", ["title": "Updated", "capacity": 600, "startTime": .null])
            #expect(changed.event.title == "Updated" && changed.seats.capacity == 600)
            #expect(changed.event.time.start == nil && changed.event.location == "San Francisco, CA")
            #expect(changed.event.sequence == 1 && changed.event.version == 1)
            #expect(try community.reading.event("e") == changed)
            #expect(try community.update("e", [:]) == changed)
            #expect(throws: AccessError.notOwner) { try community.update("e", ["title": "x"], by: community.stranger) }
            #expect(throws: EventError.unknownEvent) { try community.update("none", ["title": "x"]) }
            let admin = Identity(userID: community.stranger.userID, roles: [.admin])
            #expect(try community.update("e", ["capacity": 5], by: admin).event.sequence == 1)
        }
    }

    @Test("hours have to fit the date that the event has")
    func hours() throws {
        try with { community in
            try community.create(["eventId": "day"])
            #expect(throws: EventError.timeMismatch(.init(field: "endTime", problem: "goes with a startTime"))) {
                try community.update("day", ["endTime": "20:00"])
            }
            try community.create(["eventId": "moment", "date": "2024-12-15T18:00:00Z"])
            let start = Problem.Detail(field: "startTime", problem: "goes with a date that has no time of its own")
            #expect(throws: EventError.timeMismatch(start)) { try community.update("moment", ["startTime": "18:00"]) }
            let changed = try community.update("moment", ["date": "2024-12-16", "startTime": "18:00"])
            #expect(changed.event.time.start == 18 * 60)
        }
    }

    @Test("a text that only looks the same is another one, but nothing that calendars need to know")
    func spelling() throws {
        try with { community in
            try community.create(["eventId": "e", "title": "Caf\u{E9}"])
            let changed = try community.update("e", ["title": "Cafe\u{301}"]).event
            #expect(Array(changed.title.utf8) == Array("Cafe\u{301}".utf8))
            #expect(changed.version == 1)
            #expect(changed.sequence == 0)
            #expect(Array(try community.reading.event("e").event.title.utf8) == Array(changed.title.utf8))
        }
    }

    @Test("what is cancelled or completed stays so", arguments: [EventStatus.cancelled, .completed])
    func final(status: EventStatus) throws {
        try with { community in
            try community.create(["eventId": "e"])
            _ = try community.update("e", ["status": .string(status.rawValue)])
            #expect(throws: EventError.invalidTransition(from: status, to: .active)) {
                try community.update("e", ["status": "active"])
            }
        }
    }

    /// Sets the numbers of users who have a seat and who wait.
    private func fill(_ community: Community, registered: Int, waiting: Int) throws {
        let id = try EventID(inPath: "e")
        for number in 0..<(registered + waiting) {
            let isWaiting = number >= registered
            let ticket = number - registered + 1
            let user = try #require(UserID("user-\(number)"))
            let reference: Item = [
                "eventId": .string(id.text), "userId": .string(user.text),
                "registeredAt": .string(Community.now.iso8601),
            ]
            let key = Item.key("EVENT#e", "REGISTRATION#\(user)")
            var item = key.merging(reference) { key, _ in key }
            item["status"] = isWaiting ? "waitlisted" : "registered"
            if isWaiting { item["ticket"] = .number(ticket) }
            item["calendarId"] = .string(UUIDv7.make(at: Community.now).description)
            item["name"] = "Someone"
            item["email"] = "\(user)@example.com"
            item["language"] = "en"
            try community.table.put(item)
            guard isWaiting else { continue }
            let digits = String(ticket)
            let place = Item.key("EVENT#e", "WAITLIST#" + String(repeating: "0", count: 20 - digits.count) + digits)
            try community.table.put(
                place.merging(reference) { key, _ in key }.merging(["ticket": .number(ticket)]) { key, _ in key })
        }
        try community.table.update(
            .key("EVENT#e", "SEATS"),
            [
                .set("registered", to: .number(registered)), .set("waiting", to: .number(waiting)),
                .set("nextTicket", to: .number(waiting + 1)),
            ])
    }

    @Test("more seats go to those who wait, in their order, and no capacity goes below those who have one")
    func promotions() throws {
        try with { community in
            try community.create(["eventId": "e"])
            try fill(community, registered: 2, waiting: 3)
            #expect(throws: EventError.capacityBelowRegistered(2)) { try community.update("e", ["capacity": 1]) }
            let changed = try community.update("e", ["capacity": 4])
            #expect([changed.seats.registered, changed.seats.waiting] == [4, 1])
            #expect(try community.reading.event("e").seats == changed.seats)
            let mails = try community.outbox()
            #expect(mails.map(\.kind) == ["event_promoted", "event_promoted"])
            #expect(Set(mails.compactMap { $0.payload["userId"]?.string }) == ["user-2", "user-3"])
        }
    }

    @Test("what one transaction cannot promote is left to the outbox")
    func manyPromotions() throws {
        try with { community in
            try community.create(["eventId": "e"])
            try fill(community, registered: 2, waiting: 30)
            let changed = try community.update("e", ["capacity": 100])
            #expect([changed.seats.registered, changed.seats.waiting] == [27, 5])
            let kinds = try community.outbox().map(\.kind)
            #expect(kinds.filter { $0 == "event_promoted" }.count == 25)
            #expect(kinds.filter { $0 == "event_promotions" }.count == 1)
        }
    }

    @Test(
        "those who come or wait are told of what concerns them, once",
        arguments: [
            (#"{"status":"cancelled"}"#, ["event_cancelled"]), (#"{"status":"postponed"}"#, ["event_postponed"]),
            (#"{"location":"Elsewhere"}"#, ["event_changed"]), (#"{"date":"2025-01-01"}"#, ["event_changed"]),
            (#"{"description":"More"}"#, []), (#"{"status":"completed"}"#, []), (#"{"organizer":"Others"}"#, []),
        ])
    func news(changes: String, kinds: [String]) throws {
        try with { community in
            try community.create(["eventId": "e"])
            try fill(community, registered: 1, waiting: 0)
            _ = try community.update("e", JSONValue(parsing: Array(changes.utf8)))
            let news = try community.outbox()
            #expect(news.map(\.kind) == kinds.map { _ in "event_notices" })
            #expect(news.compactMap { $0.payload["kind"]?.string } == kinds)
            #expect(news.allSatisfy { $0.payload["sequence"] == 1 && $0.payload["eventId"] == "e" })
        }
    }

    @Test("where nobody comes, nobody is told")
    func noNews() throws {
        try with { community in
            try community.create(["eventId": "e"])
            _ = try community.update("e", ["status": "cancelled"])
            #expect(try community.outbox().isEmpty)
        }
    }

    @Test("what is deleted is gone for everyone at once, and its registrations are left to the outbox")
    func deleted() throws {
        try with { community in
            try community.create(["eventId": "e"])
            let id = try EventID(inPath: "e")
            #expect(throws: AccessError.notOwner) {
                try community.editing.delete(id, by: community.stranger, at: Community.now)
            }
            try community.editing.delete(id, by: community.organizer, at: Community.now)
            #expect(throws: EventError.unknownEvent) { try community.reading.event("e") }
            #expect(throws: EventError.unknownEvent) {
                try community.editing.delete(id, by: community.organizer, at: Community.now)
            }
            let left = try community.outbox()
            #expect(left.map(\.kind) == ["event_removal"])
            #expect(left.first?.payload["sequence"] == 1)
            #expect(left.first?.payload["event"]?.map?["title"] == "Tech Conference 2024")
            #expect(try community.list().page.events == [])
        }
    }
}
