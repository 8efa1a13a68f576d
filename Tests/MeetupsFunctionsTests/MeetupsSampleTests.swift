import DynamoDB
import FunctionsTestbed
import JSON
import Storage
import Testbed
import Testing

@Suite("The samples of meetups in events/", .enabled(if: LiveTable.isAvailable))
struct MeetupsSampleTests {
    private static let thisSaturday = "2026-11-28T10:00:00.000-06:00"

    static let expectations: [String: SampleExpectation] = [
        "cancel-meetup-sign-up": SampleExpectation(function: "CancelMeetupSignUp", answer: { .cancelledSignUp }),
        "cancel-meetup-sign-up-unknown": SampleExpectation(
            function: "CancelMeetupSignUp", answer: { .unknownMeetup }),
        "list-meetups": SampleExpectation(function: "ListMeetups", answer: { .list(next: thisSaturday) }),
        "list-meetups-not-signed-in": SampleExpectation(function: "ListMeetups", answer: { .notSignedIn }),
        "list-meetups-running": SampleExpectation(
            function: "ListMeetups", answer: { .list(next: "2026-12-05T10:00:00.000-06:00", running: "2026-11-28") }),
        "sign-up-for-meetup": SampleExpectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sign-up-for-meetup-not-signed-in": SampleExpectation(function: "SignUpForMeetup", answer: { .notSignedIn }),
        "sign-up-for-meetup-rest": SampleExpectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sign-up-for-meetup-running": SampleExpectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 2),
        "sign-up-for-meetup-unknown": SampleExpectation(function: "SignUpForMeetup", answer: { .unknownMeetup }),
        "sign-up-for-meetup-unknown-in-french": SampleExpectation(
            function: "SignUpForMeetup",
            answer: {
                .error(
                    404, "Meetup not found", code: "meetup_not_found", message: "Rencontre introuvable",
                    details: #"{"field":"meetupId","problem":"is not a known meetup"}"#, language: "fr")
            }),
        "sign-up-for-meetup-with-key": SampleExpectation(function: "SignUpForMeetup", answer: { .signedUp }, items: 3),
    ]

    @Test(
        "each sample is answered as it should be, to the byte, by the real executable",
        arguments: expectations.keys.sorted())
    func sample(name: String) throws {
        try #require(Self.expectations[name]).check(name)
    }

    @Test("there is an expectation for every sample, and a sample for every expectation")
    func complete() throws {
        try Self.expectations.checkCompleteness(for: "Meetups")
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
