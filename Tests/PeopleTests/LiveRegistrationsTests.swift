import DynamoDB
import JSON
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import Events
@testable import People

@Suite("What a person is registered for, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveRegistrationsTests {
    private func list(
        _ table: Table, _ parameters: [(name: String, value: String)] = [], of id: String = "ada", as caller: Identity
    ) throws -> (shown: [PersonRegistration], next: String?) {
        var fields = QueryFields(parameters)
        let query = RegistrationsQuery(reading: &fields)
        try fields.check()
        let listing = PersonRegistrationListing(
            registrations: PersonRegistrations(table: table), profiles: ProfileRepository(table: table))
        return try listing.registrations(of: id, for: caller, query)
    }

    @Test("each registration comes with its event, and the position of who waits")
    func whole() throws {
        try LiveTable.with { table in
            try table.makeEvent("e-1")
            try table.makeEvent("e-2")
            try table.register("ada", for: "e-2")
            try table.register("bob", "cy", "ada", "dan", for: "e-1")
            let (shown, next) = try list(table, as: caller())
            #expect(next == nil)
            func event(_ id: String, _ waiting: Int) -> String {
                #""event":{"eventId":"\#(id)","title":"Event \#(id)","description":"About it.","date":"2026-12-15","#
                    + #""startTime":"09:30","timezone":"UTC","location":"Hall","capacity":1,"organizer":"Rico","#
                    + #""status":"active","waitlistEnabled":true,"registeredCount":1,"waitlistCount":\#(waiting),"#
                    + #""createdAt":"2026-11-01T00:00:00.000Z","updatedAt":"2026-11-01T00:00:00.000Z"}"#
            }
            #expect(
                json(shown)
                    == #"[{"eventId":"e-1","userId":"ada","status":"waitlisted","waitlistPosition":2,"#
                    + #""registeredAt":"2026-11-20T10:00:00.000Z",\#(event("e-1", 3))},"#
                    + #"{"eventId":"e-2","userId":"ada","status":"registered","#
                    + #""registeredAt":"2026-11-20T10:00:00.000Z",\#(event("e-2", 0))}]"#)
        }
    }

    @Test("pages follow one another without a gap; what belongs to a deleted event is left out")
    func pages() throws {
        try LiveTable.with { table in
            for number in 10..<17 {
                try table.makeEvent("e-\(number)")
                try table.register("ada", for: "e-\(number)")
            }
            try table.update(.key("EVENT#e-12", "EVENT"), [.set("status", to: "deleted")])
            var (pages, cursor) = ([[String]](), String?.none)
            repeat {
                let parameters = [(name: "limit", value: "3")] + (cursor.map { [(name: "cursor", value: $0)] } ?? [])
                let page = try list(table, parameters, as: caller())
                pages.append(page.shown.map(\.registration.eventID.text))
                cursor = page.next
            } while cursor != nil && pages.count < 9
            #expect(pages == [["e-10", "e-11"], ["e-13", "e-14", "e-15"], ["e-16"]])
            let rest = try list(table, [("offset", "5"), ("limit", "2")], as: caller())
            #expect(rest.shown.map(\.registration.eventID.text) == ["e-15", "e-16"])
            #expect(rest.next == nil)
            #expect(try list(table, [("offset", "1000")], as: caller()).shown == [])
        }
    }

    @Test(
        "parameters outside their limits are told",
        arguments: [
            ("limit", "0"), ("limit", "101"), ("limit", "x"), ("offset", "-1"), ("offset", "1001"), ("cursor", ""),
            ("cursor", "?"), ("cursor", "e-9"), ("cursor", "after."), ("cursor", "after.a#b"),
        ])
    func outside(name: String, value: String) {
        var fields = QueryFields([(name, value)])
        _ = RegistrationsQuery(reading: &fields)
        #expect(fields.problems.map(\.field) == [name])
    }

    @Test(
        "they and administrators see it, nobody else; somebody of whom nothing is known is unknown, but to themselves")
    func access() throws {
        try LiveTable.with { table in
            try table.makeEvent("e-1")
            try table.register("ada", for: "e-1")
            for allowed in [try caller(), try caller("root", .admin), try caller("program", .service)] {
                #expect(try list(table, as: allowed).shown.count == 1)
            }
            for role in [Role.student, .mentor, .organizer] {
                #expect(throws: AccessError.notYourself) { _ = try list(table, as: caller("bob", role)) }
            }
            for id in ["nobody", "a#b"] {
                #expect(throws: ProfileError.unknownUser) { _ = try list(table, of: id, as: caller("root", .admin)) }
            }
            // With nothing after the offset or the cursor, a known user stays known, and an unknown one unknown.
            for beyond in [("offset", "9"), ("cursor", try #require(EventID("e-9")).cursor)] {
                #expect(try list(table, [beyond], as: caller("root", .admin)).shown == [])
                #expect(throws: ProfileError.unknownUser) {
                    _ = try list(table, [beyond], of: "nobody", as: caller("root", .admin))
                }
            }
            #expect(try list(table, of: "bob", as: caller("bob")).shown == [])
            try table.put(
                ProfileKeys.profile(of: user("cy")).merging(["name": "Cy", "createdAt": "2026-11-01T00:00:00Z"]) {
                    key, _ in key
                })
            #expect(try list(table, of: "cy", as: caller("root", .admin)).shown == [])
        }
    }
}
