import JSON
import LambdaRuntime
import Platform
import Testbed
import Testing

@testable import APIGateway

@Suite("What callers are told when it does not work")
struct ErrorEnvelopeTests {
    private struct Cause: Error, CustomStringConvertible {
        let description = "the table of tenant 7 is on fire"
    }

    private struct Full: DescribesProblem {
        let problem = Problem(
            .conflict, code: "event_full", error: "event_full",
            Phrase(english: "The event is full.", french: "L'événement est complet."),
            details: [.init(field: "eventId", problem: "has no seat left"), .init(field: "b", problem: "c")])
    }

    private let busy = Problem(
        .unavailable(retryAfter: 7), code: "service_unavailable", Phrase(english: "Busy.", french: "Occupé."))

    private func answer(to error: any Error, language: String = "en") throws -> (payload: JSONValue, body: String) {
        let event = Event.http(["headers": ["accept-language": .string(language)]])
        let answer = try APIGatewayTests.answer(to: event.json()) { _ in throw error }
        return (answer.payload, answer.body)
    }

    @Test("an error that describes itself is answered in the envelope, to the byte")
    func envelope() throws {
        let (payload, body) = try answer(to: Full())
        #expect(
            body
                == #"{"error":"event_full","code":"event_full","message":"The event is full.","#
                + #""details":[{"field":"eventId","problem":"has no seat left"},{"field":"b","problem":"c"}],"#
                + #""requestId":"request-1"}"#)
        #expect(payload["statusCode"] == 409)
        #expect(
            payload["headers"] == [
                "content-type": "application/json", "cache-control": "no-store", "content-language": "en",
            ])
        #expect(payload["isBase64Encoded"] == false)
        #expect(payload.object?.count == 4)
    }

    @Test("the message is in the caller's language, and all the rest the same")
    func french() throws {
        let (payload, body) = try answer(to: Full(), language: "fr-CH,en;q=0.5")
        #expect(
            body
                == #"{"error":"event_full","code":"event_full","message":"L'événement est complet.","#
                + #""details":[{"field":"eventId","problem":"has no seat left"},{"field":"b","problem":"c"}],"#
                + #""requestId":"request-1"}"#)
        #expect(payload["headers"]?["content-language"] == "fr")
    }

    @Test("a failure of ours is a 500 in the document's words, and its cause is in the log alone")
    func failure() throws {
        let answer = try APIGatewayTests.answer(to: Event.http().json()) { _ in throw Cause() }
        #expect(
            answer.body
                == #"{"error":"Failed to fetch meetups","code":"internal_error","#
                + #""message":"Something went wrong on our side. Please try again later.","#
                + #""details":[],"requestId":"request-1"}"#)
        #expect(answer.payload["statusCode"] == 500)
        #expect(answer.payload["headers"]?["retry-after"] == nil)
        let line = try JSONValue(parsing: try #require(answer.log.first).utf8)
        #expect(line["level"] == "ERROR")
        #expect(line["message"] == "Failed to fetch meetups")
        #expect(
            line["fields"] == [
                "apiRequestId": "request-1", "status": 500, "code": "internal_error",
                "cause": "the table of tenant 7 is on fire",
            ])
    }

    @Test("what is away for now is a 503 in the document's words, with the time after which to try again")
    func unavailable() throws {
        let (payload, body) = try answer(to: busy)
        #expect(
            body
                == #"{"error":"Failed to fetch meetups","code":"service_unavailable","message":"Busy.","#
                + #""details":[],"requestId":"request-1"}"#)
        #expect(payload["statusCode"] == 503)
        #expect(payload["headers"]?["retry-after"] == "7")
    }

    @Test(
        "who is told to come back because too many want the same is counted as that, and is no error of ours",
        arguments: [
            (.busy(retryAfter: 1), "WARN", "The caller was told to come back", ["Contention"]),
            (.unavailable(retryAfter: 1), "ERROR", "Failed to fetch meetups", ["Errors"]),
            (.unexpected, "ERROR", "Failed to fetch meetups", ["Errors"]),
            (.conflict, "INFO", "The request was refused", []),
        ] as [(Problem.Kind, String, String, [String])])
    func reports(kind: Problem.Kind, level: String, message: String, counted: [String]) throws {
        let problem = Problem(kind, code: "code", Phrase(english: "English.", french: "Français."))
        let test = TestHost()
        let function = APIFunction(ScriptedHandler { _ in throw problem }, on: test.host)
        _ = function.handle(Event.http().json(), of: Invocation(requestID: "invocation-1"))
        let line = try JSONValue(parsing: try #require(test.logged.first).utf8)
        #expect(line["level"] == .string(level))
        #expect(line["message"] == .string(message))
        #expect((line["fields"]?["cause"] != nil) == (level != "INFO"))
        #expect(test.host.counters.values.map(\.name) == counted)
        #expect(test.host.counters.values.allSatisfy { $0.value == 1 })
    }

    @Test("too many requests are a 429 with the time after which to try again")
    func tooMany() throws {
        let phrase = Phrase(english: "Too many.", french: "Trop.")
        let (payload, body) = try answer(
            to: Problem(.tooManyRequests(retryAfter: 90), code: "rate_limit", error: "rate_limit_exceeded", phrase))
        #expect(payload["statusCode"] == 429)
        #expect(payload["headers"]?["retry-after"] == "90")
        #expect(try JSONValue(parsing: body.utf8)["error"] == "rate_limit_exceeded")
    }

    @Test(
        "each kind of problem has its status",
        arguments: [
            (Problem.Kind.invalid, 400), (.unauthenticated, 401), (.forbidden, 403), (.notFound, 404), (.conflict, 409),
            (.tooLarge, 413), (.unprocessable, 422), (.tooManyRequests(retryAfter: 1), 429), (.unexpected, 500),
            (.unavailable(retryAfter: 1), 503), (.busy(retryAfter: 1), 503),
        ])
    func statuses(kind: Problem.Kind, status: Int) throws {
        let problem = Problem(kind, code: "code", Phrase(english: "English.", french: "Français."))
        let (payload, _) = try answer(to: problem)
        #expect(payload["statusCode"] == .number(JSONNumber(status)))
        #expect((payload["headers"]?["retry-after"] != nil) == [429, 503].contains(status))
    }

    @Test("nobody who is signed in is asked to sign in, in their language")
    func unauthenticated() throws {
        let event = Event.http(["headers": ["accept-language": "fr"]], context: ["authorizer": nil])
        let answer = try APIGatewayTests.answer(to: event.json()) { request in
            _ = try request.requireIdentity()
            return .json(Confirmation("Done"))
        }
        #expect(
            answer.body
                == #"{"error":"Unauthorized","code":"unauthorized","message":"Veuillez vous connecter.","#
                + #""details":[],"requestId":"request-1"}"#)
        #expect(answer.payload["statusCode"] == 401)
    }

    @Test("what the caller can mend is no error of ours: the log tells it in passing")
    func refusals() throws {
        let refused = try APIGatewayTests.answer(to: Event.http().json()) { _ in throw Full() }
        let line = try JSONValue(parsing: try #require(refused.log.first).utf8)
        #expect(line["level"] == "INFO")
        #expect(line["fields"] == ["apiRequestId": "request-1", "status": 409, "code": "event_full"])
        #expect(refused.log.count == 1)
    }

    @Test("a request id that nobody would want in an answer is replaced by the invocation's")
    func oddRequestIDs() throws {
        let ids: [JSONValue] = [
            .null, 5, "", "a\nb", "Zoë", "a b", .string(String(repeating: "x", count: 129)), ["id"],
        ]
        for id in ids {
            let answer = try APIGatewayTests.answer(to: Event.http(context: ["requestId": id]).json()) { _ in
                throw Full()
            }
            #expect(try JSONValue(parsing: answer.body.utf8)["requestId"] == "invocation-1")
        }
    }
}
