import DynamoDB
import FunctionsTestbed
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("The API of registrations", .enabled(if: LiveTable.isAvailable))
struct LiveRegistrationsAPITests {
    private static let path = "/events/my-event-123/registrations"
    private static let now = "2026-11-23T09:30:00.000Z"

    /// Runs a test with an event that has one seat, and that the samples name.
    private func withEvent(_ test: (Table) throws -> Void) throws {
        try LiveTable.with { table throws in
            let (now, day) = (Instant(seconds: 0), try #require(CivilDate(iso8601: "2026-12-15")))
            let event = Event(
                id: try #require(EventID("my-event-123")), owner: try #require(.init("owner-1")), title: "Swift",
                description: "Talks",
                time: EventTime(date: .day(day), start: nil, end: nil, zone: "UTC", startsAt: now),
                location: "Paris", organizer: "Convene", status: .active, createdAt: now, updatedAt: now)
            try table.put(event.item)
            try table.put(Seats(capacity: 1, status: .active, isWaitlistOpen: true).item(of: event.id))
            try test(table)
        }
    }

    private func ask(_ function: String, _ event: JSONValue, on table: Table) throws -> Answer {
        try withFunction(function, on: table, at: Sample.time(event)) { try $0.answer(to: event.json()) }
    }

    private func line(_ user: String, _ status: String) -> String {
        #"{"eventId":"my-event-123","userId":"\#(user)","status":\#(status),"registeredAt":"\#(Self.now)"}"#
    }

    @Test("people register, see themselves, and leave; the owner sees everyone, a page at a time")
    func life() throws {
        try withEvent { table throws in
            let (ada, grace) = (
                line("user-123", #""registered""#), line("user-456", #""waitlisted","waitlistPosition":1"#)
            )
            let coming = try Sample.event("register-for-event")
            let waiting = try Sample.event("register-for-event-with-key")
            let mine = try Sample.event("list-registrations")
            let all = try Sample.event("list-registrations-of-all").replacing(["rawQueryString"], by: "limit=1")
            #expect(
                try ask("RegisterForEvent", coming, on: table)
                    == Answer(201, headers: ["location": "\(Self.path)/user-123"], ada))
            for _ in 1...2 {
                #expect(
                    try ask("RegisterForEvent", waiting, on: table)
                        == Answer(201, headers: ["location": "\(Self.path)/user-456"], grace))
            }
            #expect(
                try ask("RegisterForEvent", coming, on: table)
                    == .detailed(409, code: "already_registered", "User is already registered for this event"))
            #expect(try ask("ListRegistrations", mine, on: table) == Answer(200, "[\(ada)]"))
            let cursor = RegistrationCursor.registered(try #require(.init("user-123"))).text
            #expect(
                try ask("ListRegistrations", all, on: table)
                    == Answer(
                        200,
                        headers: [
                            "x-next-cursor": cursor, "link": #"<\#(Self.path)?cursor=\#(cursor)&limit=1>; rel="next""#,
                        ], "[\(ada)]"))
            let rest = all.replacing(["rawQueryString"], by: .string("cursor=\(cursor)&limit=1"))
            #expect(try ask("ListRegistrations", rest, on: table) == Answer(200, "[\(grace)]"))
            let gone = try ask("UnregisterFromEvent", Sample.event("unregister-from-event"), on: table)
            #expect((gone.status, gone.body) == (204, ""))
            #expect(
                try ask("UnregisterFromEvent", Sample.event("unregister-from-event"), on: table)
                    == .detailed(404, code: "registration_not_found", "Registration not found"))
            let left = line("user-456", #""registered""#)
            #expect(try ask("ListRegistrations", all, on: table) == Answer(200, "[\(left)]"))
        }
    }

    @Test("who asks for others, or for what cannot be, is told what is wrong")
    func refusals() throws {
        try withEvent { table throws in
            let other = try Sample.event("register-for-event", "body", is: #"{"userId":"grace"}"#)
            #expect(
                try ask("RegisterForEvent", other, on: table)
                    == .detailed(403, code: "not_yourself", "Only administrators may do that for someone else."))
            let number = try Sample.event("register-for-event", "body", is: #"{"userId":5}"#)
            #expect(
                try ask("RegisterForEvent", number, on: table)
                    == .detailed(
                        422, code: "invalid_request", "The request is not valid: userId should be a valid string.",
                        details: #"{"field":"userId","problem":"should be a valid string"}"#,
                        detail:
                            #"[{"type":"string_type","loc":["body","userId"],"msg":"Input should be a valid string"}]"#)
            )
            let far = try Sample.event(
                "list-registrations", "rawQueryString", is: "limit=0&offset=1001&cursor=x&status=y")
            #expect(try ask("ListRegistrations", far, on: table).status == 422)
        }
    }
}
