import HTTP
import Platform
import Testbed
import Testing
import Time

@testable import LambdaRuntime

/// Requests to the Runtime API, and the interpretation of its answers.
struct RuntimeAPITests {
    @Test("an event comes with all that Lambda says beside it")
    func next() throws {
        let transport = ReplayTransport([
            event(
                "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                [
                    "lambda-runtime-deadline-ms": "1795278600000", "Lambda-Runtime-Invoked-Function-Arn": "arn:f",
                    "Lambda-Runtime-Trace-Id": "Root=1", "Lambda-Runtime-Client-Context": #"{"a":1}"#,
                    "Lambda-Runtime-Cognito-Identity": #"{"b":2}"#,
                ], body: "the event")
        ])
        let (event, invocation) = try RuntimeAPI(transport).next()
        #expect(event == Array("the event".utf8))
        #expect(
            invocation
                == Invocation(
                    requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd", deadline: Instant(seconds: 1_795_278_600),
                    functionARN: "arn:f", traceID: "Root=1", clientContext: #"{"a":1}"#, cognitoIdentity: #"{"b":2}"#))
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:9001/2018-06-01/runtime/invocation/next"])
        #expect(transport.deadlines == [nil])
    }

    @Test("all but the request id may be missing")
    func nextWithLittle() throws {
        #expect(try RuntimeAPI(ReplayTransport([event("a")])).next().invocation == Invocation(requestID: "a"))
    }

    @Test(
        "a deadline that is no time is none",
        arguments: [
            ("", nil), ("soon", nil), ("1.5", nil), ("-1", nil), ("-9223372036854775808", nil), ("0x10", nil),
            ("9223372036854775807", nil), ("9223372036854775808", nil), ("99999999999999999999999", nil),
            (" 5", nil), ("0", 0), ("1", 1), ("253402300799999", 253_402_300_799_999), ("253402300800000", nil),
        ] as [(String, Int64?)])
    func deadline(text: String, milliseconds: Int64?) throws {
        let api = try RuntimeAPI(ReplayTransport([event("a", ["Lambda-Runtime-Deadline-Ms": text])]))
        #expect(try api.next().invocation.deadline == milliseconds.map(Instant.init(milliseconds:)))
    }

    @Test(
        "an event whose id could lead elsewhere is not worked on",
        arguments: ["", "a/b", "../init", "a?b", "a#b", "a b", "a%2fb", "a\tb", "é", "a\u{7F}"])
    func oddRequestIDs(id: String) throws {
        let api = try RuntimeAPI(ReplayTransport([event(id)]))
        #expect(throws: RuntimeFailure.eventWithoutRequestID) { _ = try api.next() }
    }

    @Test("an event without an id is not worked on")
    func noRequestID() throws {
        let api = try RuntimeAPI(ReplayTransport([status(200)]))
        #expect(throws: RuntimeFailure.eventWithoutRequestID) { _ = try api.next() }
    }

    @Test(
        "whatever else answers the call for an event ends the process",
        arguments: [199, 202, 204, 301, 400, 403, 404, 500])
    func nextRefused(code: Int) throws {
        let api = try RuntimeAPI(ReplayTransport([status(code)]))
        #expect(throws: RuntimeFailure.refused(call: "next", status: code)) { _ = try api.next() }
    }

    @Test("an answer and an error are handed in under the request's id")
    func handsIn() throws {
        let transport = ReplayTransport([status(202), status(202)])
        let api = try RuntimeAPI(transport)
        #expect(try api.respond(to: "id-1", with: [1, 2]) == .accepted)
        #expect(try api.fail("id-1", with: ErrorReport(type: "Function.X", message: "m")) == .accepted)
        #expect(
            transport.requests.map(\.path) == [
                "/2018-06-01/runtime/invocation/id-1/response", "/2018-06-01/runtime/invocation/id-1/error",
            ])
        #expect(transport.requests.map(\.method) == ["POST", "POST"])
        #expect(transport.requests[0].body == [1, 2])
        #expect(transport.requests[0].headers == ["Content-Type": "application/json"])
        let typed: HTTPHeaders = [
            "Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": "Function.X",
        ]
        #expect(transport.requests[1].headers == typed)
    }

    @Test(
        "only what concerns this invocation alone lets the loop go on",
        arguments: [
            (200, true), (202, true), (400, false), (413, false), (403, nil), (404, nil), (500, nil), (503, nil),
            (302, nil),
        ] as [(Int, Bool?)])
    func receptions(code: Int, isAccepted: Bool?) throws {
        let api = try RuntimeAPI(ReplayTransport([status(code), status(code)]))
        let report = ErrorReport(type: "A.B", message: "")
        switch isAccepted {
        case nil:
            #expect(throws: RuntimeFailure.refused(call: "response", status: code)) {
                try api.respond(to: "a", with: [])
            }
            #expect(throws: RuntimeFailure.refused(call: "error", status: code)) { try api.fail("a", with: report) }
        case true?:
            #expect(try api.respond(to: "a", with: []) == .accepted)
            #expect(try api.fail("a", with: report) == .accepted)
        case false?:
            #expect(try api.respond(to: "a", with: []) == .declined(status: code))
            #expect(try api.fail("a", with: report) == .declined(status: code))
        }
    }

    @Test("an API that cannot be reached says why")
    func unreachable() throws {
        let cause = HTTPError.interrupted(detail: "Empty reply from server")
        let api = try RuntimeAPI(ReplayTransport([.failure(cause)]))
        let failure = #expect(throws: RuntimeFailure.self) { _ = try api.next() }
        #expect(failure == .unreachable(cause))
        #expect(failure.map { "\($0)".contains("Empty reply from server") } == true)
    }

    @Test(
        "the address is a host and a port",
        arguments: [
            (nil, .notInLambda), ("", .notInLambda), ("http://127.0.0.1:9001", .malformedAddress),
            ("127.0.0.1:9001/", .malformedAddress), ("a b:1", .malformedAddress), (":9001", .malformedAddress),
            ("127.0.0.1:0", .malformedAddress), ("127.0.0.1:70000", .malformedAddress), ("u@h:1", .malformedAddress),
            ("127.0.0.1:9001", nil), ("localhost:9001", nil), ("[::1]:9001", nil), ("runtime", nil),
        ] as [(String?, RuntimeFailure?)])
    func address(text: String?, failure: RuntimeFailure?) {
        let settings = text.map { ["AWS_LAMBDA_RUNTIME_API": $0] } ?? [:]
        let found: RuntimeFailure?
        do throws(RuntimeFailure) {
            _ = try RuntimeAPI(.init(settings), over: ReplayTransport([]))
            found = nil
        } catch {
            found = error
        }
        #expect(found == failure)
    }
}
