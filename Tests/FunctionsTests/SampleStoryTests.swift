import DynamoDB
import FunctionsTestbed
import JSON
import Testbed
import Testing

@Suite("The samples in events/, one after the other", .enabled(if: LiveTable.isAvailable))
struct SampleStoryTests {
    private static let moment = "2026-11-23T09:30:00.000Z"

    private struct Step {
        let sample: String
        let function: String
        let answer: Answer
    }

    private static func event(
        _ title: String = "Updated Conference Title", capacity: Int = 600, isWaitlistOpen: Bool = true,
        registered: Int = 2
    ) -> String {
        #"{"eventId":"my-event-123","title":"\#(title)","description":"Annual technology conference","#
            + #""date":"2024-12-15","timezone":"UTC","location":"San Francisco, CA","capacity":\#(capacity),"#
            + #""organizer":"Tech Events Inc","status":"active","waitlistEnabled":\#(isWaitlistOpen),"#
            + #""registeredCount":\#(registered),"waitlistCount":0,"createdAt":"\#(moment)","updatedAt":"\#(moment)"}"#
    }

    private static func first(registered: Int) -> String {
        event("Tech Conference 2024", capacity: 500, registered: registered)
    }

    private static func registration(_ user: String, _ more: String = "") -> String {
        #"{"eventId":"my-event-123","userId":"\#(user)","status":"registered","registeredAt":"\#(moment)"\#(more)}"#
    }

    private static let profile =
        #"{"userId":"user-123","name":"Ada Lovelace","createdAt":"\#(moment)","email":"ada@example.com","#
        + #""emailVerified":true,"locale":"en-GB","timezone":"Europe/London"}"#

    private static let changedProfile =
        #"{"userId":"user-123","name":"Ada King","createdAt":"\#(moment)","email":"ada@example.com","#
        + #""emailVerified":true,"timezone":"Europe/Paris"}"#

    private static let signedUp = #"{"success":true,"message":"Successfully signed up for meetup"}"#
    private static let cancelled = #"{"success":true,"message":"Successfully cancelled meetup signup"}"#

    private static func created(_ place: String, _ body: String) -> Answer {
        Answer(201, headers: ["location": place], body)
    }

    private static var export: Answer {
        let contact = #","calendarId":"…","name":"Ada Lovelace","email":"ada@example.com","language":"en","event":"#
        return Answer(
            200, headers: ["content-disposition": #"attachment; filename="export.json""#],
            #"{"userId":"user-123","exportedAt":"\#(moment)","profile":\#(profile),"registrations":["#
                + registration("user-123", contact + event())
                + #"],"meetupSignups":[],"others":[],"erasure":null}"#)
    }

    private static var steps: [Step] {
        let both = "[\(registration("user-123")),\(registration("user-456"))]"
        let seats = "/events/my-event-123/registrations"
        return [
            Step(sample: "create-user", function: "CreateUser", answer: created("/users/user-123", profile)),
            Step(
                sample: "create-event", function: "CreateEvent",
                answer: created("/events/my-event-123", first(registered: 0))),
            Step(
                sample: "register-for-event", function: "RegisterForEvent",
                answer: created("\(seats)/user-123", registration("user-123"))),
            Step(
                sample: "register-for-event-with-key", function: "RegisterForEvent",
                answer: created("\(seats)/user-456", registration("user-456"))),
            Step(sample: "get-event", function: "GetEvent", answer: Answer(200, first(registered: 2))),
            Step(
                sample: "list-registrations", function: "ListRegistrations",
                answer: Answer(200, "[\(registration("user-123"))]")),
            Step(sample: "list-registrations-of-all", function: "ListRegistrations", answer: Answer(200, both)),
            Step(
                sample: "list-user-registrations", function: "ListUserRegistrations",
                answer: Answer(200, "[\(registration("user-123", #","event":"# + first(registered: 2)))]")),
            Step(sample: "update-event", function: "UpdateEvent", answer: Answer(200, event())),
            Step(
                sample: "configure-waitlist-off", function: "ConfigureWaitlist",
                answer: Answer(200, event(isWaitlistOpen: false))),
            Step(sample: "configure-waitlist", function: "ConfigureWaitlist", answer: Answer(200, event())),
            Step(sample: "get-user", function: "GetUser", answer: Answer(200, profile)),
            Step(sample: "export-user", function: "ExportUser", answer: export),
            Step(sample: "update-user", function: "UpdateUser", answer: Answer(200, changedProfile)),
            Step(sample: "sign-up-for-meetup", function: "SignUpForMeetup", answer: Answer(200, signedUp)),
            Step(sample: "cancel-meetup-sign-up", function: "CancelMeetupSignUp", answer: Answer(200, cancelled)),
            Step(sample: "cancel-meetup-sign-up", function: "CancelMeetupSignUp", answer: Answer(200, cancelled)),
            Step(sample: "unregister-from-event", function: "UnregisterFromEvent", answer: .nothing),
            Step(sample: "delete-user", function: "DeleteUser", answer: .nothing),
            Step(sample: "delete-event", function: "DeleteEvent", answer: .nothing),
            Step(
                sample: "get-event", function: "GetEvent",
                answer: .detailed(404, code: "event_not_found", "Event not found")),
        ]
    }

    @Test("they build on one another: an event is made, filled, changed, left and deleted")
    func story() throws {
        try LiveTable.with { table throws in
            for step in Self.steps {
                let event = try Sample.event(step.sample)
                try withFunction(step.function, on: table, at: Sample.time(event)) { function throws in
                    var answer = try function.answer(to: event.json())
                    answer.body = Self.masked(answer.body)
                    #expect(answer == step.answer, "\(step.sample)")
                }
            }
        }
    }

    /// Returns the body without the random id by which calendars know a seat.
    private static func masked(_ body: String) -> String {
        let parts = body.split(separator: #""calendarId":""#, maxSplits: 1)
        guard parts.count == 2 else { return body }
        return parts[0] + #""calendarId":"…""# + parts[1].drop { $0 != "\"" }.dropFirst()
    }
}
