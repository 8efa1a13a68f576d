import DynamoDB
import Events
import JSON
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
            records: PersonalRecords(table: table),
            registrations: EventUnregistration(table: table, attempts: Attempts(on: test.host)), log: test.host.log,
            hasTime: hasTime)
        try erasure.erase(id, as: caller, at: moment(now))
    }

    /// A person with a profile, many sign-ups, a seat at an event that others wait for, and a place in a line.
    private func fill(_ table: Table) throws {
        let sorts = ["PROFILE", "IDEMPOTENCY#1"] + (0..<40).map { "MEETUP_SIGNUP#m-\($0)" }
        for sort in sorts {
            try table.put(
                PeopleKeys.key(sort, of: user("ada")).merging(["email": "ada@example.com"]) { key, _ in key })
        }
        try table.makeEvent("e-1")
        try table.makeEvent("e-2")
        try table.register("ada", "bob", "cy", for: "e-1")
        try table.register("bob", "ada", "cy", for: "e-2")
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

    @Test("people erase themselves: seats go to who waits, and nothing is left but the word of it, and mails unsent")
    func own() throws {
        try LiveTable.with { table in
            try fill(table)
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
            #expect(try table.people(at: "e-1") == ["bob registered", "cy waitlisted", "1 1"])
            #expect(try table.people(at: "e-2") == ["bob registered", "cy waitlisted", "1 1"])
            let known = try table.all(Scan()).filter { "\($0)".contains("ada@example.com") }
            let news = known.map { $0["payload"]?.map?["news"] }
            #expect(Set(news) == ["event_registered", "event_waitlisted"])
            #expect(Set(known.map { $0["entityType"] }) == ["OUTBOX"])
            #expect(test.logged.contains { $0.contains(#""fields":{"requestedBy":"ada","userId":"ada"}"#) })
            #expect(!test.logged.joined().contains("example.com"))
        }
    }

    @Test("what is erased is unknown, until there is something again; the last word is kept")
    func again() throws {
        try LiveTable.with { table in
            try table.put(PeopleKeys.key("PROFILE", of: user("ada")))
            try erase(from: table, as: caller("root", .admin))
            #expect(try left(table) == [word(by: "root")])
            #expect(throws: ProfileError.unknownUser) { try erase(from: table, as: caller()) }
            try table.put(PeopleKeys.key("PROFILE", of: user("ada")))
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
            var calls = 0
            while calls < 9 {
                calls += 1
                var pieces = 0
                do {
                    // Each call has time for one of them.
                    try erase(
                        from: table, as: calls == 1 ? caller("root", .admin) : caller(),
                        at: "2026-11-23T09:3\(calls):00Z",
                        hasTime: {
                            pieces += 1
                            return pieces <= 1
                        })
                    break
                } catch PersonError.unfinished {
                    let begun = word(by: "root", at: "2026-11-23T09:31:00.000Z", finishedAt: nil)
                    #expect(try left(table).contains(begun))
                }
            }
            #expect(calls == 4)
            let word = word(by: "root", at: "2026-11-23T09:31:00.000Z", finishedAt: "2026-11-23T09:34:00.000Z")
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
            try table.put(
                PeopleKeys.key("REGISTRATION#gone", of: user("ada")).merging(["eventId": "gone"]) { key, _ in key })
            try erase(from: table, as: caller())
            #expect(try left(table) == [word(by: "ada")])
            let kept = try table.all(Query(KeyCondition("PK", equals: "EVENT#e-1"))).map { $0["SK"] }
            #expect(kept == ["EVENT", "REGISTRATION#bob", "SEATS", "WAITLIST#00000000000000000001"])
        }
    }
}
