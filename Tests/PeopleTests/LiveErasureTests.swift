import DynamoDB
import Events
import JSON
import Meetups
import News
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import People

@Suite("Erasing what is kept about a person, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveErasureTests {
    private let test = TestHost()

    private func erase(
        _ id: String = "ada", from table: Table, as caller: Identity, at now: String = "2026-11-23T09:30:00Z",
        hasTime: @escaping () -> Bool = { true }
    ) throws {
        let erasure = PersonErasure(
            records: PersonalRecords(table: table, on: test.host), news: WaitingNews(table: table),
            log: test.host.log, hasTime: hasTime)
        try erasure.erase(id, as: caller, at: moment(now))
    }

    private static let signUp = "MEETUP_SIGNUP#spec-driven-dev-weekly"

    private func put(_ sort: String, _ item: Item = [:], in table: Table) throws {
        try table.put(Item.key("STUDENT#ada", sort).merging(item) { key, _ in key })
    }

    /// Gives the user a profile, many sign-ups, a seat at an event, and a place in another event's line.
    ///
    /// They were invited to one of the meetups. Other users wait for the seat.
    private func fill(_ table: Table) throws {
        for sort in ["PROFILE", "IDEMPOTENCY#1", "MAILS#2026-11-23"] + (0..<40).map({ "MEETUP_SIGNUP#m-\($0)" }) {
            try put(sort, ["email": "ada@example.com"], in: table)
        }
        try MeetupSignUp(
            catalogue: .live(on: test.host), signUps: SignUpRepository(table: table),
            attempts: Attempts(on: test.host), log: test.host.log
        ).signUp(caller(), for: "spec-driven-dev-weekly", at: moment("2026-11-20T10:00:00Z"))
        try table.makeEvent("e-1")
        try table.makeEvent("e-2")
        try table.register("ada", "bob", "cy", for: "e-1")
        try table.register("bob", "ada", "cy", for: "e-2")
    }

    /// Returns the user's outbox entries: whether each is a farewell, what it tells, and its status.
    private func entries(_ table: Table, for id: String = "ada") throws -> [String] {
        try table.all(Scan()).filter { $0["entityType"] == "OUTBOX" && $0["userId"]?.string == id }.map { item in
            let payload = item["payload"]?.map ?? [:]
            let isFarewell = payload["isFarewell"] == true ? "last " : ""
            return "\(isFarewell)\(payload["news"]?.string ?? "-") \(item["status"]?.string ?? "-")"
        }.sorted()
    }

    /// Waits until the index shows all that is pending in the outbox.
    private func waitForIndex(of table: Table) throws {
        let pending = try table.all(Scan()).filter { $0["entityType"] == "OUTBOX" && $0["GSI1PK"] != nil }.count
        try LiveTable.wait {
            try (0..<OutboxEntry.shards).map { shard in
                let partition = AttributeValue.string(OutboxEntry.indexPartition(ofShard: shard))
                return try table.all(Query(KeyCondition("GSI1PK", equals: partition), index: "GSI1")).count
            }.reduce(0, +) == pending
        }
    }

    private func word(
        by id: String, at time: String = "2026-11-23T09:30:00.000Z",
        finishedAt: String? = "2026-11-23T09:30:00.000Z"
    ) -> Item {
        var word: Item = [
            "PK": "STUDENT#ada", "SK": "ERASURE", "entityType": "ERASURE", "userId": "ada",
            "requestedAt": .string(time), "requestedBy": .string(id),
        ]
        word["finishedAt"] = finishedAt.map(AttributeValue.string)
        return word
    }

    private func left(_ table: Table) throws -> [Item] {
        try table.all(Query(KeyCondition("PK", equals: "STUDENT#ada")))
    }

    @Test("people erase themselves: seats go to who waits, and nothing is left but the record of it and last mails")
    func own() throws {
        try LiveTable.with { table in
            try fill(table)
            try waitForIndex(of: table)
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
            #expect(try table.people(at: "e-1") == ["bob registered", "cy waitlisted", "1 1"])
            #expect(try table.people(at: "e-2") == ["bob registered", "cy waitlisted", "1 1"])
            let known = try table.all(Scan()).filter { "\($0)".contains("ada@example.com") }
            #expect(known.allSatisfy { $0["payload"]?.map?["isFarewell"] == true })
            #expect(
                try entries(table) == [
                    "- DROPPED", "- DROPPED", "- DROPPED", "last event_unregistered PENDING",
                    "last meetup_left PENDING",
                ])
            #expect(test.logged.contains { $0.contains(#""fields":{"requestedBy":"ada","userId":"ada"}"#) })
            #expect(!test.logged.joined().contains("example.com"))
        }
    }

    @Test("a place in a line, and a sign-up without an invitation, leave no calendar and cause no mail")
    func silent() throws {
        try LiveTable.with { table in
            try table.makeEvent("e-1")
            try table.register("bob", "ada", for: "e-1")
            try put(
                Self.signUp, ["meetupId": "spec-driven-dev-weekly", "signedUpAt": "2026-11-20T10:00:00Z"], in: table)
            try waitForIndex(of: table)
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
            #expect(try entries(table) == ["- DROPPED"])
        }
    }

    @Test("what waits in the outbox for others, or is being carried out, stays; what was leased is dropped")
    func outbox() throws {
        try LiveTable.with { table in
            let now = try moment("2026-11-23T09:00:00Z")
            func add(_ kind: String, for id: String, until lease: String? = nil) throws -> OutboxEntry {
                let contact = Contact(name: "A", email: "\(id)@example.com", language: .english)
                let news = News("n", for: try user(id), contact, facts: ["a": 1], at: now).entry
                let entry = OutboxEntry(
                    id: .make(at: now), kind: kind, user: news.user, payload: news.payload, createdAt: now)
                var item = entry.item
                item["leaseUntil"] = lease.map(AttributeValue.string)
                try table.put(item)
                return entry
            }
            let others = [try add("mail", for: "bob"), try add("mail", for: "ada", until: "2026-11-23T09:30:00.001Z")]
            let own = [
                try add("mail", for: "ada"), try add("news", for: "ada"),
                try add("mail", for: "ada", until: "2026-11-23T09:30:00.000Z"),
            ]
            try put("PROFILE", in: table)
            try waitForIndex(of: table)
            try erase(from: table, as: caller())
            for entry in others {
                let item = try #require(try table.get(.key("OUTBOX#\(entry.id)", "OUTBOX")))
                #expect(OutboxEntry(item) == entry && item["status"] == "PENDING")
            }
            let expected: Item = [
                "entityType": "OUTBOX", "status": "DROPPED", "payload": [:], "userId": "ada", "attempts": 0,
                "createdAt": .string(now.iso8601), "endedAt": "2026-11-23T09:30:00.000Z",
                "expiresAt": .number(try moment("2026-11-30T09:30:00Z").seconds),
            ]
            for entry in own {
                let key = Item.key("OUTBOX#\(entry.id)", "OUTBOX").merging(["kind": .string(entry.kind)]) { $1 }
                #expect(try table.get(.key("OUTBOX#\(entry.id)", "OUTBOX")) == expected.merging(key) { $1 })
            }
        }
    }

    @Test("an item that no feature answers for stops the erasure, unfinished, after all else is gone")
    func unanswered() throws {
        try LiveTable.with { table in
            try fill(table)
            try put("ZETA#ada@example.com", ["kept": true], in: table)
            for _ in 0..<2 {
                #expect(throws: UnansweredItem(sort: "ZETA#")) { try erase(from: table, as: caller()) }
                #expect(try left(table).map { $0["SK"] } == ["ERASURE", "ZETA#ada@example.com"])
                #expect(try left(table).first == word(by: "ada", finishedAt: nil))
            }
            try table.delete(.key("STUDENT#ada", "ZETA#ada@example.com"))
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
        }
    }

    @Test("a process that dies anywhere on the way leaves what the next call completes, with each last mail once")
    func deaths() throws {
        try LiveTable.with { table in
            var (requests, isDone) = (0, false)
            while !isDone, requests < 60 {
                for item in try table.all(Scan()) { try table.delete(item.filter { ["PK", "SK"].contains($0.key) }) }
                try table.makeEvent("e-1")
                try table.register("ada", "bob", for: "e-1")
                try put("PROFILE", in: table)
                let dying = try DyingTransport.table(
                    table.name, after: requests, requests.isMultiple(of: 2), on: test.host)
                isDone = (try? erase(from: dying, as: caller())) != nil
                // Whatever the first call left, another one finishes; only its last answer may be lost.
                let isFinished = try left(table).contains { $0["finishedAt"]?.string != nil }
                if !isDone, !isFinished {
                    try erase(from: table, as: caller(), at: "2026-11-23T09:31:00Z")
                }
                let rest = try left(table)
                #expect(rest.compactMap { $0["SK"]?.string } == ["ERASURE"])
                #expect(rest.first?["finishedAt"]?.string?.isEmpty == false)
                #expect(try table.people(at: "e-1") == ["bob registered", "1 0"])
                #expect(try entries(table).filter { $0.hasPrefix("last") } == ["last event_unregistered PENDING"])
                requests += 1
            }
            #expect(isDone)
        }
    }

    @Test("what is erased is unknown, until there is something again; the last word is kept")
    func again() throws {
        try LiveTable.with { table in
            try put("PROFILE", in: table)
            try erase(from: table, as: caller("root", .admin))
            #expect(try left(table) == [word(by: "root")])
            #expect(throws: ProfileError.unknownUser) { try erase(from: table, as: caller()) }
            try put("PROFILE", in: table)
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
        }
    }

    @Test("nobody erases another but administrators, no program either; who nothing is kept about is unknown")
    func refused() throws {
        try LiveTable.with { table in
            try fill(table)
            let items = try Set(table.all(Scan()))
            for role in [Role.student, .mentor, .organizer, .service] {
                #expect(throws: AccessError.notYourself) { try erase(from: table, as: caller("bob", role)) }
            }
            for id in ["nobody", "a#b"] {
                #expect(throws: ProfileError.unknownUser) { try erase(id, from: table, as: caller("root", .admin)) }
            }
            #expect(try Set(table.all(Scan())) == items)
        }
    }

    @Test("more than there is time for is erased piece by piece, in the name of who asked first")
    func pieces() throws {
        try LiveTable.with { table in
            try fill(table)
            try table.makeEvent("e-3")
            try table.register("ada", for: "e-3")
            var (calls, isDone) = (0, false)
            while !isDone, calls < 9 {
                calls += 1
                try waitForIndex(of: table)
                var steps = 0
                do {
                    // Less than the time for releasing everything and looking through the outbox.
                    try erase(
                        from: table, as: calls == 1 ? caller("root", .admin) : caller(),
                        at: "2026-11-23T09:3\(calls):00Z",
                        hasTime: {
                            steps += 1
                            return steps <= 16
                        })
                    isDone = true
                } catch PersonError.unfinished {
                    let begun = word(by: "root", at: "2026-11-23T09:31:00.000Z", finishedAt: nil)
                    #expect(try left(table).contains(begun))
                }
            }
            #expect((2...3).contains(calls))
            let word = word(
                by: "root", at: "2026-11-23T09:31:00.000Z", finishedAt: "2026-11-23T09:3\(calls):00.000Z")
            #expect(try left(table) == [word])
            #expect(try table.people(at: "e-3") == ["0 0"])
        }
    }

    @Test("one that removed everything but did not live to say so is finished too")
    func unsaid() throws {
        try LiveTable.with { table in
            try table.put(word(by: "ada", finishedAt: nil))
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
        }
    }

    @Test("what is left of registrations goes too: a pointer to nothing, and a seat at an event that is being deleted")
    func remains() throws {
        try LiveTable.with { table in
            try table.makeEvent("e-1")
            try table.register("ada", "bob", for: "e-1")
            for sort in ["EVENT", "SEATS"] {
                try table.update(.key("EVENT#e-1", sort), [.set("status", to: "deleted")])
            }
            try put("REGISTRATION#gone", ["eventId": "gone"], in: table)
            try put("REGISTRATION#a b", in: table)
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
            let kept = try table.all(Query(KeyCondition("PK", equals: "EVENT#e-1"))).map { $0["SK"] }
            #expect(kept == ["EVENT", "REGISTRATION#bob", "SEATS", "WAITLIST#00000000000000000001"])
        }
    }
}
