import DynamoDB
import FunctionsTestbed
import JSON
import Testbed
import Testing
import Time

@Suite("Cancelling sign-ups for meetups, through the executables", .enabled(if: LiveTable.isAvailable))
struct LiveMeetupsAPITests {
    @Test("a sign-up is cancelled once, with one mail; the second time is answered the same, and one can sign up again")
    func cancelled() throws {
        try LiveTable.with { table throws in
            func answer(_ function: String, _ sample: String) throws -> Answer {
                let event = try Sample.event(sample)
                return try withFunction(function, on: table, at: Sample.time(event)) { try $0.answer(to: event.json()) }
            }
            func signUps() throws -> Int { try table.all(Scan()).filter { $0["entityType"] == "MEETUP_SIGNUP" }.count }
            func news() throws -> [String] {
                try table.all(Scan()).compactMap { $0["payload"]?.map?["news"]?.string }.sorted()
            }
            #expect(try answer("SignUpForMeetup", "sign-up-for-meetup") == .signedUp)
            for _ in 0..<2 {
                #expect(try answer("CancelMeetupSignUp", "cancel-meetup-sign-up") == .cancelledSignUp)
                #expect(try signUps() == 0)
                #expect(try news() == ["meetup_invitation", "meetup_left"])
            }
            let calendars = try table.all(Scan()).compactMap { $0["payload"]?.map?["facts"]?.map?["calendarId"] }
            #expect(Set(calendars).count == 1 && calendars.count == 2)
            #expect(try answer("SignUpForMeetup", "sign-up-for-meetup") == .signedUp)
            #expect(try signUps() == 1)
        }
    }

    @Test("a body that is no JSON is refused, and without a token nobody is signed in")
    func refused() throws {
        try LiveTable.with { table throws in
            try withFunction("CancelMeetupSignUp", on: table) { function throws in
                let body = try Sample.event("cancel-meetup-sign-up", "body", is: "{")
                #expect(try function.answer(to: body.json()).status == 400)
                let anonymous = try Sample.event("cancel-meetup-sign-up", "requestContext", "authorizer", is: [:])
                #expect(try function.answer(to: anonymous.json()) == .notSignedIn)
            }
        }
    }
}
