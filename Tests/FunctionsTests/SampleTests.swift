import DynamoDB
import JSON
import Service
import Storage
import Testbed
import Testing

@Suite("The samples in events/", .enabled(if: LiveTable.isAvailable))
struct SampleTests {
    /// A sample's function, what it answers, and how many items it leaves in an empty table.
    struct Expectation: Sendable {
        let function: String
        let reply: Reply
        var items = 0

        init(function: String, answer: @escaping @Sendable () throws -> Answer, items: Int = 0) {
            (self.function, self.reply, self.items) = (function, .answer(answer), items)
        }

        init(function: String, payload: String) {
            (self.function, self.reply) = (function, .payload(payload))
        }
    }

    /// What comes back: to a caller of the API, or to Lambda itself.
    enum Reply: Sendable {
        case answer(@Sendable () throws -> Answer)
        case payload(String)
    }

    private static let thisSaturday = "2026-11-28T10:00:00.000-06:00"

    static let expectations: [String: Expectation] = [
        // What is not in the table is not to be done.
        "dispatch-outbox": Expectation(function: "DispatchOutbox", payload: #"{"batchItemFailures":[]}"#),
        "check-health": Expectation(function: "CheckHealth", answer: { .healthy }),
        "configure-waitlist": Expectation(function: "ConfigureWaitlist", answer: { .unknownEvent }),
        "configure-waitlist-off": Expectation(function: "ConfigureWaitlist", answer: { .unknownEvent }),
        "create-event": Expectation(function: "CreateEvent", answer: { .createdEvent }, items: 4),
        "create-event-invalid": Expectation(function: "CreateEvent", answer: { .invalidEvent }),
        "create-event-not-organizer": Expectation(
            function: "CreateEvent",
            answer: {
                .detailed(403, code: "not_organizer", "Only organizers and administrators may create events.")
            }),
        "delete-event": Expectation(function: "DeleteEvent", answer: { .unknownEvent }),
        "get-event": Expectation(function: "GetEvent", answer: { .unknownEvent }),
        "list-events": Expectation(
            function: "ListEvents",
            answer: {
                let headers = ["cache-control": "public, max-age=15", "vary": "authorization, origin"]
                return Answer(200, headers: headers, "[]")
            }),
        "update-event": Expectation(function: "UpdateEvent", answer: { .unknownEvent }),
        "list-meetups": Expectation(function: "ListMeetups", answer: { .list(next: thisSaturday) }),
        "list-meetups-not-signed-in": Expectation(function: "ListMeetups", answer: { .notSignedIn }),
        "list-meetups-running": Expectation(
            function: "ListMeetups", answer: { .list(next: "2026-12-05T10:00:00.000-06:00", running: "2026-11-28") }),
        "refuse-route": Expectation(function: "RefuseRoute", answer: { .wrongMethod(allow: "DELETE, GET, PUT") }),
        "show-api-document": Expectation(function: "ShowAPIDocument", answer: { try .apiDocument() }),
        "show-api-reference": Expectation(function: "ShowAPIReference", answer: { try .apiReference() }),
        "show-service": Expectation(function: "ShowService", answer: { .service }),
        "sign-up-for-meetup": Expectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sign-up-for-meetup-not-signed-in": Expectation(function: "SignUpForMeetup", answer: { .notSignedIn }),
        "sign-up-for-meetup-unknown": Expectation(function: "SignUpForMeetup", answer: { .unknownMeetup }),
        "sign-up-for-meetup-unknown-in-french": Expectation(
            function: "SignUpForMeetup",
            answer: {
                .error(
                    404, "Meetup not found", code: "meetup_not_found", message: "Rencontre introuvable",
                    details: #"{"field":"meetupId","problem":"is not a known meetup"}"#, language: "fr")
            }),
        "sign-up-for-meetup-running": Expectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sign-up-for-meetup-with-key": Expectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 3),
        "sign-up-for-meetup-rest": Expectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sweep-outbox": Expectation(function: "SweepOutbox", payload: "{}"),
        "list-registrations": Expectation(function: "ListRegistrations", answer: { .unknownEvent }),
        "list-registrations-of-all": Expectation(function: "ListRegistrations", answer: { .unknownEvent }),
        "register-for-event": Expectation(function: "RegisterForEvent", answer: { .unknownEvent }),
        "register-for-event-with-key": Expectation(function: "RegisterForEvent", answer: { .unknownEvent }),
        "unregister-from-event": Expectation(function: "UnregisterFromEvent", answer: { .unknownEvent }),
        "create-user": Expectation(
            function: "CreateUser",
            answer: {
                Answer(
                    201, headers: ["location": "/users/user-123"],
                    #"{"userId":"user-123","name":"Ada Lovelace","createdAt":"2026-11-23T09:30:00.000Z","#
                        + #""email":"ada@example.com","emailVerified":true,"locale":"en-GB","timezone":"Europe/London"}"#)
            }, items: 1),
        "create-user-with-key": Expectation(
            function: "CreateUser",
            answer: {
                Answer(
                    201, headers: ["location": "/users/grace"],
                    #"{"userId":"grace","name":"Grace Hopper","createdAt":"2026-11-23T09:30:00.000Z"}"#)
            }, items: 2),
        "create-user-for-someone-else": Expectation(function: "CreateUser", answer: { .notYourself }),
        "create-user-invalid": Expectation(function: "CreateUser", answer: { .invalidUser }),
        "get-user": Expectation(function: "GetUser", answer: { .unknownUser }),
        "list-user-registrations": Expectation(function: "ListUserRegistrations", answer: { Answer(200, "[]") }),
        "list-user-registrations-by-admin": Expectation(
            function: "ListUserRegistrations", answer: { .unknownUser }),
        "list-user-registrations-of-someone-else": Expectation(
            function: "ListUserRegistrations", answer: { .notYourself }),
        "export-user": Expectation(
            function: "ExportUser",
            answer: {
                Answer(
                    200, headers: ["content-disposition": #"attachment; filename="export.json""#],
                    #"{"userId":"user-123","exportedAt":"2026-11-23T09:30:00.000Z","profile":null,"#
                        + #""registrations":[],"meetupSignups":[],"others":[],"erasure":null}"#)
            }),
        "delete-user": Expectation(function: "DeleteUser", answer: { .unknownUser }),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        let expected = try #require(Self.expectations[name])
        let event = try Sample.event(name)
        try LiveTable.with { table throws in
            try withFunction(expected.function, on: table, at: Sample.time(event)) { function throws in
                switch expected.reply {
                case .answer(let answer): #expect(try function.answer(to: event.json()) == answer())
                case .payload(let text): #expect(try function.payload(for: event.json()) == text)
                }
                #expect(try table.all(Scan()).count == expected.items)
            }
        }
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        #expect(try Sample.names == Set(Self.expectations.keys))
    }

    @Test("the invitation of who signs up while the meetup is running is to the session that is running")
    func runningInvitation() throws {
        let event = try Sample.event("sign-up-for-meetup-running")
        try LiveTable.with { table throws in
            try withFunction("SignUpForMeetup", on: table, at: Sample.time(event)) { function throws in
                #expect(try function.answer(to: event.json()) == .signedUp)
            }
            let starts = try table.all(Scan()).compactMap { $0["payload"]?.map?["facts"]?.map?["start"] }
            #expect(starts == ["2026-11-28T16:00:00.000Z"])
        }
    }

    @Test("sign up, list, and see isSignedUp: true, through both executables; a repeated request changes nothing")
    func integration() throws {
        let event = try Sample.event("sign-up-for-meetup-with-key")
        let time = try Sample.time(event)
        try LiveTable.with { table throws in
            try withFunction("SignUpForMeetup", on: table, at: time) { function throws in
                #expect(try function.answer(to: event.json()) == .signedUp)
                let items = try table.all(Scan())
                #expect(try function.answer(to: event.json()) == .signedUp)
                #expect(try Set(table.all(Scan())) == Set(items))
                let changed = event.replacing(["body"], by: "{}")
                #expect(
                    try function.answer(to: changed.json())
                        == .error(
                            422, "This Idempotency-Key was used before with a different request.",
                            code: "idempotency_key_reused",
                            message: "This Idempotency-Key was used before with a different request.",
                            details: #"{"field":"Idempotency-Key","problem":"was used with a different request"}"#))
            }
            try withFunction("ListMeetups", on: table, at: time) { function throws in
                #expect(
                    try function.answer(to: Sample.event("list-meetups").json())
                        == .list(next: Self.thisSaturday, isSignedUp: (true, false)))
            }
        }
    }
}
