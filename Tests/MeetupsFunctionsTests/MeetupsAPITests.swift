import APIGateway
import DynamoDB
import FunctionsTestbed
import JSON
import LambdaRuntime
import Meetups
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import ListMeetups
@testable import SignUpForMeetup

@Suite("The meetups API, as its document has it")
struct MeetupsAPITests {
    /// A reader of fixed sign-ups, or of an error.
    private struct KnownSignUps: SignUpReading {
        let result: Result<Set<String>, DynamoDBError>

        func signedUpMeetups(of user: UserID) throws -> Set<String> { try result.get() }
    }

    private static let throttled = #"{"__type":"x#ThrottlingException"}"#
    private static let rejected = #"{"__type":"x#ValidationException","message":"PK of tenant 7"}"#

    private func list(
        at now: String = "2026-11-23T09:30:00Z", signedUpFor: Set<String> = [], _ settings: [String: String] = [:],
        sample: JSONValue? = nil
    ) throws -> Answer {
        let test = TestHost(settings, at: try #require(Instant(iso8601: now)))
        let listing = MeetupListing(
            catalogue: try .live(on: test.host), signUps: KnownSignUps(result: .success(signedUpFor)),
            isLinkForSignedUpOnly: try test.host.settings.flag("REQUIRE_SIGNUP_FOR_LINK"))
        let function = APIFunction(ListMeetupsHandler(listing: listing), on: test.host)
        let event = try sample ?? Sample.event("list-meetups")
        return try Answer(payload: function.handle(event.json(), of: Invocation(requestID: "invocation-1")))
    }

    private func signUp(
        _ event: JSONValue, answers: [(status: Int, body: String)] = []
    ) throws -> (answer: Answer, log: [String], transport: ReplayTransport) {
        let test = TestHost(at: try Sample.time(event))
        let transport = ReplayTransport(answering: answers)
        let meetups = MeetupSignUp(
            catalogue: try .live(on: test.host),
            signUps: SignUpRepository(table: try .scripted(transport, on: test.host)),
            attempts: Attempts(on: test.host), log: test.host.log)
        let function = APIFunction(SignUpForMeetupHandler(meetups: meetups), on: test.host)
        let payload = function.handle(event.json(), of: Invocation(requestID: "invocation-1"))
        return (try Answer(payload: payload), test.logged, transport)
    }

    // MARK: GET /api/meetups

    @Test(
        "GET /api/meetups returns the hardcoded meetups with correct isSignedUp flags",
        arguments: [
            ([], (false, false)), (["spec-driven-dev-weekly"], (true, false)),
            (["context-engineering-weekly"], (false, true)),
            (["spec-driven-dev-weekly", "context-engineering-weekly"], (true, true)),
            (["no-such-meetup"], (false, false)),
        ] as [(Set<String>, (Bool, Bool))])
    func flags(signedUpFor: Set<String>, expected: (Bool, Bool)) throws {
        #expect(
            try list(signedUpFor: signedUpFor) == .list(next: "2026-11-28T10:00:00.000-06:00", isSignedUp: expected))
    }

    @Test(
        "GET /api/meetups says isRunning only on Saturday from 10 to 11 in Chicago",
        arguments: [
            ("2026-11-28T15:59:59.999Z", "2026-11-28T10:00:00.000-06:00", nil),
            ("2026-11-28T16:00:00.000Z", "2026-12-05T10:00:00.000-06:00", "2026-11-28"),
            ("2026-11-28T16:59:59.999Z", "2026-12-05T10:00:00.000-06:00", "2026-11-28"),
            ("2026-11-28T17:00:00.000Z", "2026-12-05T10:00:00.000-06:00", nil),
            ("2026-11-27T16:30:00.000Z", "2026-11-28T10:00:00.000-06:00", nil),
            ("2026-11-29T16:30:00.000Z", "2026-12-05T10:00:00.000-06:00", nil),
            ("2026-07-04T15:30:00.000Z", "2026-07-11T10:00:00.000-05:00", "2026-07-04"),
            ("2026-07-04T16:30:00.000Z", "2026-07-11T10:00:00.000-05:00", nil),
        ] as [(String, String, String?)])
    func isRunning(now: String, next: String, day: String?) throws {
        #expect(try list(at: now) == .list(next: next, running: day))
    }

    @Test("GET /api/meetups includes zoomLink only when isRunning is true, and never the host's address")
    func zoomLink() throws {
        let idle = try list()
        #expect(!idle.body.contains("zoomLink") && !idle.body.contains("null"))
        let running = try list(at: "2026-11-28T16:30:00Z")
        #expect(running.body.contains(#""zoomLink":"https://zoom.us/j/XXXXXXXXXX""#))
        for answer in [idle, running] { #expect(!answer.body.contains("@") && !answer.body.contains("hostEmail")) }
    }

    @Test("GET /api/meetups shows links only to who is signed up where REQUIRE_SIGNUP_FOR_LINK asks for it")
    func linkPolicy() throws {
        let settings = ["REQUIRE_SIGNUP_FOR_LINK": "true"]
        let next = "2026-12-05T10:00:00.000-06:00"
        #expect(
            try list(at: "2026-11-28T16:30:00Z", settings) == .list(next: next, running: "2026-11-28", links: false))
        let both: Set<String> = ["spec-driven-dev-weekly", "context-engineering-weekly"]
        #expect(
            try list(at: "2026-11-28T16:30:00Z", signedUpFor: both, settings)
                == .list(next: next, running: "2026-11-28", isSignedUp: (true, true), links: true))
    }

    @Test(
        "GET /api/meetups answers 401 when nobody is signed in", arguments: ["{}", #"{"jwt":{"claims":{"sub":""}}}"#])
    func listUnauthenticated(authorizer: String) throws {
        let event = try Sample.event(
            "list-meetups", "requestContext", "authorizer", is: try JSONValue(parsing: authorizer.utf8))
        #expect(try list(sample: event) == .notSignedIn)
    }

    // MARK: POST /api/meetups/{meetupId}/signup

    @Test("POST /api/meetups/{meetupId}/signup answers that it worked, and logs the invitation that it has sent")
    func signUpWorks() throws {
        let (answer, log, transport) = try signUp(Sample.event("sign-up-for-meetup"), answers: [(200, "{}")])
        #expect(answer == .signedUp)
        #expect(transport.isFinished)
        let lines = try log.map { try JSONValue(parsing: $0.utf8) }.filter { $0["level"] == "INFO" }
        let line = try #require(lines.first)
        #expect(line["message"] == "Sending calendar invite")
        #expect(
            line["fields"] == [
                "userId": "user-123", "meetup": "Spec Driven Development",
                "nextOccurrence": "2026-11-28T10:00:00.000-06:00",
            ])
        #expect(lines.count == 1)
    }

    @Test("POST /api/meetups/{meetupId}/signup has the invitation sent in the caller's language")
    func language() throws {
        let event = try Sample.event("sign-up-for-meetup", "headers", "accept-language", is: "fr-CH")
        let (answer, _, transport) = try signUp(event, answers: [(200, "{}")])
        #expect(answer == .signedUp)
        let input = String(decoding: try #require(transport.operations.first).input, as: UTF8.self)
        #expect(input.contains(#""language":{"S":"fr"}"#))
    }

    @Test("POST /api/meetups/{meetupId}/signup answers 401 when nobody is signed in, and asks the table nothing")
    func signUpUnauthenticated() throws {
        #expect(try signUp(Sample.event("sign-up-for-meetup-not-signed-in")).answer == .notSignedIn)
    }

    @Test(
        "POST /api/meetups/{meetupId}/signup answers 404 for an invalid meetupId, and asks the table nothing",
        arguments: [
            "no-such-meetup", "Spec-Driven-Dev-Weekly", "spec-driven-dev-weekly/", "spec-driven-dev-weekly#",
            "spec-driven-dev-weekly\u{0}", "spec-driven-dev%2Dweekly", "../spec-driven-dev-weekly",
            String(repeating: "x", count: 10_000),
        ])
    func unknownMeetup(id: String) throws {
        let event = try Sample.event("sign-up-for-meetup", "pathParameters", "meetupId", is: .string(id))
        #expect(try signUp(event).answer == .unknownMeetup)
    }

    @Test("POST /api/meetups/{meetupId}/signup refuses a body that is no JSON and an invalid key")
    func badRequests() throws {
        let body = try Sample.event("sign-up-for-meetup", "body", is: "{")
        #expect(
            try signUp(body).answer
                == .error(
                    400, "The request is not valid: body is not JSON: unexpected end at byte 1.",
                    code: "invalid_request",
                    message: "The request is not valid: body is not JSON: unexpected end at byte 1.",
                    details: #"{"field":"body","problem":"is not JSON: unexpected end at byte 1"}"#))
        let key = try Sample.event("sign-up-for-meetup", "headers", "idempotency-key", is: "Zoë")
        let problem = "must be 1 to 255 printable ASCII characters"
        #expect(
            try signUp(key).answer
                == .error(
                    400, "The request is not valid: Idempotency-Key \(problem).", code: "invalid_request",
                    message: "The request is not valid: Idempotency-Key \(problem).",
                    details: #"{"field":"Idempotency-Key","problem":"\#(problem)"}"#))
    }

    // MARK: When the table fails

    @Test(
        "a table that is busy or babbles makes sign-ups a 503 in the document's words, with Retry-After",
        arguments: [(400, Self.throttled, "ThrottlingException"), (200, "PK of tenant 7", "not JSON")])
    func busy(status: Int, body: String, reason: String) throws {
        let (answer, log, transport) = try signUp(
            Sample.event("sign-up-for-meetup"), answers: [(status, body), (status, body)])
        #expect(
            answer
                == .error(
                    503, "Failed to sign up for meetup", code: "service_unavailable",
                    message: "The service is busy. Please try again in a moment.", retryAfter: "1"))
        #expect(transport.isFinished)
        // Throttling is meant to happen under load, and is not an error.
        let isThrottled = body.contains("Throttling")
        #expect(try cause(log, isThrottled ? "WARN" : "ERROR")?.contains(reason) == true)
    }

    @Test("a table that refuses us makes sign-ups a 500 in the document's words, its cause in the log alone")
    func refusing() throws {
        let (answer, log, _) = try signUp(Sample.event("sign-up-for-meetup"), answers: [(400, Self.rejected)])
        #expect(
            answer
                == .error(
                    500, "Failed to sign up for meetup", code: "internal_error",
                    message: "Something went wrong on our side. Please try again later."))
        #expect(try cause(log) != nil)
    }

    @Test("lists fail in their document's words too, in the caller's language")
    func listFails() throws {
        func list(_ error: DynamoDBError, language: String) throws -> (answer: Answer, log: [String]) {
            let test = TestHost()
            let signUps = KnownSignUps(result: .failure(error))
            let listing = MeetupListing(catalogue: try .live(on: test.host), signUps: signUps)
            let function = APIFunction(ListMeetupsHandler(listing: listing), on: test.host)
            let event = try Sample.event("list-meetups", "headers", "accept-language", is: .string(language))
            let payload = function.handle(event.json(), of: Invocation(requestID: "invocation-1"))
            return (try Answer(payload: payload), test.logged)
        }
        let failed = try list(.rejected(type: "ValidationException", message: "tenant 7"), language: "fr")
        #expect(
            failed.answer
                == .error(
                    500, "Failed to fetch meetups", code: "internal_error",
                    message: "Une erreur est survenue de notre côté. Veuillez réessayer plus tard.", language: "fr"))
        #expect(try cause(failed.log)?.contains("tenant 7") == true)
        #expect(
            try list(.unavailable(detail: "connection refused"), language: "fr").answer
                == .error(
                    503, "Failed to fetch meetups", code: "service_unavailable",
                    message: "Le service est occupé. Veuillez réessayer dans un instant.", language: "fr",
                    retryAfter: "1"))
    }

    /// Returns the cause in the log's only line of the given level.
    private func cause(_ log: [String], _ level: String = "ERROR") throws -> String? {
        let errors = try log.map { try JSONValue(parsing: $0.utf8) }.filter { $0["level"] == .string(level) }
        #expect(errors.count == 1)
        return errors.first?["fields"]?["cause"]?.string
    }
}
