import APIGateway
import DynamoDB
import Foundation
import JSON
import LambdaRuntime
import LocalLambda
import Storage
import Testbed
import Testing
import Time

/// The samples in events/, which are what the tests feed the functions with.
enum Sample {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("events")

    static var names: Set<String> {
        get throws {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return Set(files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) })
        }
    }

    static func event(_ name: String) throws -> JSONValue {
        try JSONValue(parsing: Data(contentsOf: folder.appendingPathComponent("\(name).json")))
    }

    /// The sample with the member at that path replaced.
    static func event(_ name: String, _ path: String..., is value: JSONValue) throws -> JSONValue {
        try event(name).replacing(path[...], by: value)
    }

    /// When the sample's request came in, its schedule came round, or its records were written.
    static func time(_ event: JSONValue) throws -> Instant {
        if let time = event["time"]?.string { return try #require(Instant(iso8601: time)) }
        if let seconds = event["Records"]?.array?.first?["dynamodb"]?["ApproximateCreationDateTime"]?.int {
            return Instant(seconds: Int64(seconds))
        }
        let context = event["requestContext"]
        let milliseconds = try #require((context?["timeEpoch"] ?? context?["requestTimeEpoch"])?.int)
        return Instant(milliseconds: Int64(milliseconds))
    }
}

extension JSONValue {
    func replacing(_ path: ArraySlice<String>, by value: JSONValue) -> JSONValue {
        guard let name = path.first else { return value }
        let member = (self[name] ?? .null).replacing(path.dropFirst(), by: value)
        return .object((object ?? [:]).merging([name: member]) { _, new in new })
    }
}

/// What the caller gets: status, headers, and the body to the byte.
struct Answer: Equatable, CustomStringConvertible {
    var status: Int
    var headers: [String: String] = ["cache-control": "no-store", "content-type": "application/json"]
    var body: String

    init(_ status: Int, headers: [String: String] = [:], _ body: String) {
        self.status = status
        self.headers.merge(headers) { _, own in own }
        self.body = body
    }

    /// Reads what a function handed in; fails for a member that is missing or that nobody knows.
    init(payload: [UInt8]) throws {
        let payload = try JSONValue(parsing: payload)
        let members = try #require(payload.object)
        #expect(Set(members.keys) == ["statusCode", "headers", "body", "isBase64Encoded"])
        #expect(payload["isBase64Encoded"] == false)
        status = try #require(payload["statusCode"]?.int)
        headers = try #require(payload["headers"]?.object).compactMapValues(\.string)
        body = try #require(payload["body"]?.string)
    }

    /// An error as every route answers it.
    static func error(
        _ status: Int, _ error: String, code: String, message: String, details: String = "", language: String = "en",
        retryAfter: String? = nil, requestID: String = "JKJaXmPLvHcESHA=", detail: String? = nil
    ) -> Answer {
        var headers = ["content-language": language]
        headers["retry-after"] = retryAfter
        return Answer(
            status, headers: headers,
            #"{"error":"\#(error)","code":"\#(code)","message":"\#(message)","details":[\#(details)],"#
                + #""requestId":"\#(requestID)"\#(detail.map { #","detail":\#($0)"# } ?? "")}"#)
    }

    /// An error of a route whose answers carry FastAPI's detail, which is the message unless told otherwise.
    static func detailed(
        _ status: Int, code: String, _ message: String, details: String = "", detail: String? = nil
    ) -> Answer {
        error(
            status, message, code: code, message: message, details: details, detail: detail ?? #""\#(message)""#)
    }

    /// There is no event of that id.
    static let unknownEvent = detailed(404, code: "event_not_found", "Event not found")

    static let createdEvent = Answer(
        201, headers: ["location": "/events/my-event-123"],
        #"{"eventId":"my-event-123","title":"Tech Conference 2024","description":"Annual technology conference","#
            + #""date":"2024-12-15","timezone":"UTC","location":"San Francisco, CA","capacity":500,"organizer":"#
            + #""Tech Events Inc","status":"active","waitlistEnabled":true,"registeredCount":0,"waitlistCount":0,"#
            + #""createdAt":"2026-11-23T09:30:00.000Z","updatedAt":"2026-11-23T09:30:00.000Z"}"#)

    static let invalidEvent: Answer = {
        let wrong = [
            ("title", "string_too_short", "String", "should have at least 1 character"),
            ("description", "string_type", "Input", "should be a valid string"),
            (
                "date", "value_error", "Value error,",
                "must be YYYY-MM-DD or an ISO 8601 date-time, of the years 1970 to 9998"
            ),
            (
                "timezone", "value_error", "Value error,",
                "must be the name of an IANA time zone, such as America/Chicago"
            ),
            ("location", "missing", "Field", "is missing"),
            ("capacity", "less_than_equal", "Input", "should be less than or equal to 100000"),
            ("status", "enum", "Input", "should be 'active', 'postponed', 'cancelled' or 'completed'"),
        ]
        let message = "The request is not valid: \(wrong.map { "\($0.0) \($0.3)" }.joined(separator: "; "))."
        let details = wrong.map { #"{"field":"\#($0.0)","problem":"\#($0.3)"}"# }.joined(separator: ",")
        let detail = wrong.map { field, type, subject, problem in
            let sentence = type == "missing" ? "Field required" : "\(subject) \(problem)"
            return #"{"type":"\#(type)","loc":["body","\#(field)"],"msg":"\#(sentence)"}"#
        }
        return error(
            422, message, code: "invalid_request", message: message, details: details,
            detail: "[\(detail.joined(separator: ","))]")
    }()

    static let signedUp = Answer(200, #"{"success":true,"message":"Successfully signed up for meetup"}"#)

    static let notSignedIn = error(401, "Unauthorized", code: "unauthorized", message: "Please sign in.")

    static let unknownMeetup = error(
        404, "Meetup not found", code: "meetup_not_found", message: "Meetup not found",
        details: #"{"field":"meetupId","problem":"is not a known meetup"}"#)

    /// The list of the two built-in meetups.
    static func list(
        next: String, running day: String? = nil, isSignedUp: (Bool, Bool) = (false, false), links: Bool? = nil
    ) -> Answer {
        func meetup(_ text: String, _ isSignedUp: Bool, _ link: String) -> String {
            let offset = next.suffix(6)
            let current = day.map {
                #""currentOccurrence":{"start":"\#($0)T10:00:00.000\#(offset)","#
                    + #""end":"\#($0)T11:00:00.000\#(offset)"},"#
            }
            return #"{\#(text),"nextOccurrence":"\#(next)",\#(current ?? "")"isRunning":\#(day != nil),"#
                + #""isSignedUp":\#(isSignedUp),"# + ((links ?? (day != nil)) ? #""zoomLink":"\#(link)","# : "")
                + #""duration":60,"hostName":"Rico Martinez"}"#
        }
        return Answer(
            200,
            "["
                + meetup(
                    #""meetupId":"spec-driven-dev-weekly","title":"Spec Driven Development","description":"#
                        + #""Weekly discussion on spec-driven workflows, best practices, and Q&A. Join us to learn "#
                        + #"how to write effective specs that guide implementation.""#,
                    isSignedUp.0, "https://zoom.us/j/XXXXXXXXXX") + ","
                + meetup(
                    #""meetupId":"context-engineering-weekly","title":"Context Engineering","description":"#
                        + #""Deep dive into context engineering patterns, prompt design, and AI workflows. Learn how "#
                        + #"to craft effective prompts and manage context for better AI interactions.""#,
                    isSignedUp.1, "https://zoom.us/j/YYYYYYYYYY") + "]")
    }

    var description: String { "\(status) \(headers.sorted { $0.key < $1.key }) \(body)" }
}

/// A function's executable behind a Runtime API, with a table.
final class ServedFunction {
    let process: FunctionProcess
    private let server: RuntimeServer

    init(_ name: String, on table: Table, at time: Instant? = nil, _ settings: [String: String] = [:]) throws {
        server = try RuntimeServer()
        var settings = settings.merging([
            "EDUCATION_TABLE": table.name, "MAIL_FROM": "Convene <post@convene.example>",
            "WEB_BASE_URL": "https://convene.example",
        ]) { own, _ in own }
        settings["FIXED_TIME"] = time?.iso8601 ?? ""
        process = try BuiltFunction.start(name, at: server, settings)
    }

    func outcome(of event: [UInt8], seconds: Double = 30) -> RuntimeServer.Outcome {
        server.invoke(RuntimeServer.Event(event), seconds: seconds)
    }

    func answer(to event: [UInt8]) throws -> Answer {
        guard case .answer(let payload) = outcome(of: event) else { throw NoAnswer() }
        return try Answer(payload: payload)
    }

    /// What a function that serves no API answers.
    func payload(for event: [UInt8]) throws -> String {
        guard case .answer(let payload) = outcome(of: event) else { throw NoAnswer() }
        return String(decoding: payload, as: UTF8.self)
    }

    /// What came of the event; nil when the process ended before it answered.
    func outcomeInLifetime(of event: [UInt8]) -> RuntimeServer.Outcome? {
        let (server, answer) = (server, Received())
        Thread.detachNewThread { answer.outcome = server.invoke(RuntimeServer.Event(event)) }
        while answer.outcome == nil, process.isRunning { usleep(500) }
        return answer.outcome
    }

    /// What a thread brings home.
    private final class Received: @unchecked Sendable {
        private let lock = NSLock()
        private var received: RuntimeServer.Outcome?

        var outcome: RuntimeServer.Outcome? {
            get { lock.withLock { received } }
            set { lock.withLock { received = newValue } }
        }
    }

    /// Ends the process, without a warning: nothing that it should do depends on one.
    func kill() {
        Foundation.kill(process.processID, SIGKILL)
        _ = process.wait()
        server.stop()
    }

    struct NoAnswer: Error {}
}

/// Starts a function, has the test use it, and ends it.
func withFunction<Result>(
    _ name: String, on table: Table, at time: Instant? = nil, _ settings: [String: String] = [:],
    _ test: (ServedFunction) throws -> Result
) throws -> Result {
    let function = try ServedFunction(name, on: table, at: time, settings)
    defer { function.kill() }
    return try test(function)
}
