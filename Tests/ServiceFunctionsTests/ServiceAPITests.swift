import APIGateway
import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import LambdaRuntime
import Platform
import Service
import Storage
import Testbed
import Testing
import Time

@testable import CheckHealth
@testable import RefuseRoute
@testable import ShowService

extension Answer {
    static let service = Answer(
        200,
        #"{"name":"Convene","version":"development","#
            + #""links":{"documentation":"/docs","openapi":"/openapi.json","health":"/health"}}"#)

    static let healthy = Answer(
        200,
        #"{"status":"healthy","version":"development","table":"reachable","checkedAt":"2026-11-23T09:30:00.000Z"}"#)

    static let unhealthy = Answer(
        503, headers: ["retry-after": "5"],
        #"{"status":"unhealthy","version":"development","table":"unreachable","checkedAt":"2026-11-23T09:30:00.000Z"}"#)

    /// The answer of API Gateway to a request without a route.
    static let noRoute: Answer = {
        var answer = Answer(404, #"{"message":"Not Found"}"#)
        answer.headers["cache-control"] = nil
        return answer
    }()

    /// Returns the answer to a method that a path does not have, with those that it has.
    static func wrongMethod(allow methods: String) -> Answer {
        var answer = Answer(405, headers: ["allow": methods], #"{"message":"Method Not Allowed"}"#)
        answer.headers["cache-control"] = nil
        return answer
    }

    static func apiDocument() throws -> Answer {
        let document = try APIDocument(version: "development")
        return Answer(
            200, headers: ["cache-control": "public, max-age=300"], String(decoding: document.bytes, as: UTF8.self))
    }

    static func apiReference() throws -> Answer {
        let reference = try APIReference(APIDocument(version: "development"))
        return Answer(
            200,
            headers: [
                "cache-control": "public, max-age=300", "content-security-policy": reference.contentSecurityPolicy,
                "content-type": "text/html; charset=utf-8", "referrer-policy": "no-referrer",
                "x-content-type-options": "nosniff",
            ], String(decoding: reference.bytes, as: UTF8.self))
    }
}

@Suite("What the service says of itself")
struct ServiceAPITests {
    @Test("a table that is away makes 503, and says when to ask again")
    func unhealthy() throws {
        let event = try Sample.event("check-health")
        let test = TestHost(at: try Sample.time(event))
        let transport = ReplayTransport((400, #"{"__type":"x#ResourceNotFoundException","message":"no table here"}"#))
        let check = HealthCheck(
            version: "development", table: try .scripted(transport, on: test.host), host: test.host)
        let function = APIFunction(CheckHealthHandler(check: check), on: test.host)
        let payload = function.handle(event.json(), of: Invocation(requestID: "invocation-1"))
        #expect(try Answer(payload: payload) == .unhealthy)
    }

    @Test("a table that keeps silent is given up before callers lose their patience", .timeLimit(.minutes(1)))
    func silence() throws {
        let event = try Sample.event("check-health")
        let silent = try SilentPlace()
        let test = TestHost(at: try Sample.time(event))
        let settings = [
            "EDUCATION_TABLE": "education", "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local", "DYNAMODB_ENDPOINT": "http://127.0.0.1:\(silent.port)",
        ]
        let host = TestHost(settings, at: try Sample.time(event)).host
        let function = APIFunction(CheckHealthHandler(check: try .live(on: host)), on: test.host)
        let start = MonotonicTime.now
        let payload = function.handle(event.json(), of: Invocation(requestID: "invocation-1"))
        #expect(try Answer(payload: payload) == .unhealthy)
        #expect(start.milliseconds(until: .now) < 4_000)
    }

    @Test("the version is the one that was deployed")
    func version() throws {
        let test = TestHost(["VERSION": "v1.2.0-3-gabcdef0"])
        let function = APIFunction(ShowServiceHandler(information: .live(on: test.host)), on: test.host)
        let payload = function.handle(
            try Sample.event("show-service").json(), of: Invocation(requestID: "invocation-1"))
        #expect(try Answer(payload: payload).body.contains(#""version":"v1.2.0-3-gabcdef0""#))
    }
}

@Suite("What comes by no route")
struct RefuseRouteTests {
    /// Returns the answer to the sample with another method and path, and what is logged meanwhile.
    private static func refusal(
        _ method: String, _ path: String, query: String = "", headers: [String: JSONValue] = [:], body: String = ""
    ) throws -> (answer: Answer, logged: [String]) {
        let event = try Sample.event("refuse-route", "requestContext", "http", "method", is: .string(method))
            .replacing(["rawPath"], by: .string(path)).replacing(["headers"], by: .object(headers))
            .replacing(["body"], by: .string(body)).replacing(["rawQueryString"], by: .string(query))
        let test = TestHost(threshold: .info)
        let handler = RefuseRouteHandler(routes: try DocumentedRoutes(.live(on: test.host)), log: test.host.log)
        let payload = APIFunction(handler, on: test.host)
            .handle(event.json(), of: Invocation(requestID: "invocation-1"))
        return (try Answer(payload: payload), test.logged)
    }

    @Test(
        "a path that has other methods is answered with these",
        arguments: [
            ("PUT", "/health", "GET"), ("TRACE", "/docs", "GET"), ("HEAD", "/", "GET"), ("OPTIONS", "/users", "POST"),
            ("DELETE", "/events", "GET, POST"), ("get", "/health", "GET"), ("", "/health", "GET"),
            ("PATCH", "/events/caf\u{E9} %2F", "DELETE, GET, PUT"),
        ])
    func wrongMethod(method: String, path: String, allowed: String) throws {
        #expect(try Self.refusal(method, path).answer == .wrongMethod(allow: allowed))
    }

    @Test(
        "all else is answered as API Gateway does by itself",
        arguments: [
            ("GET", "/nowhere"), ("GET", "//"), ("GET", "/events/x/y/z"), ("POST", "/health/"), ("PUT", ""),
            ("OPTIONS", "/nowhere"), ("GET", String(repeating: "/events", count: 1_000)),
            // The path in the request is /api%2Fmeetups, which is no path of the API's.
            ("GET", "/api/meetups"),
        ])
    func unknownPath(method: String, path: String) throws {
        #expect(try Self.refusal(method, path).answer == .noRoute)
    }

    @Test("a browser that asks whether a page may call gets a success, to which API Gateway adds what it allows")
    func preflight() throws {
        let asking: [String: JSONValue] = ["Origin": "http://localhost:3000", "Access-Control-Request-Method": "PUT"]
        for path in ["/events/my-event-123", "/nowhere"] {
            let answer = try Self.refusal("OPTIONS", path, headers: asking).answer
            #expect(answer.status == 204)
            #expect(answer.headers == ["cache-control": "no-store"])
            #expect(answer.body.isEmpty)
        }
        #expect(try Self.refusal("PUT", "/health", headers: asking).answer == .wrongMethod(allow: "GET"))
        #expect(
            try Self.refusal("OPTIONS", "/health", headers: ["Origin": "http://localhost:3000"]).answer
                == .wrongMethod(allow: "GET"))
    }

    @Test("a body that no route takes and a query that cannot be read make no difference")
    func content() throws {
        let body = String(repeating: "a", count: 5 << 20)
        #expect(try Self.refusal("POST", "/nowhere", body: body).answer == .noRoute)
        #expect(try Self.refusal("GET", "/nowhere", query: "q=%ff").answer == .noRoute)
        #expect(try Self.refusal("PUT", "/health", query: "%zz").answer == .wrongMethod(allow: "GET"))
    }

    @Test("a refusal is one line of the log, without what was asked")
    func log() throws {
        let logged = try Self.refusal("PUT", "/health").logged
        let line = try JSONValue(parsing: Array(try #require(logged.first).utf8))
        #expect(logged.count == 1)
        #expect(line["level"] == "INFO")
        #expect(line["message"] == "The request was refused")
        #expect(
            line["fields"] == ["apiRequestId": "JKJaXmPLvHcESHA=", "code": "method_not_allowed", "status": 405])
    }
}

/// A port that takes connections and never answers.
private final class SilentPlace {
    struct NoPort: Error {}

    let port: UInt16
    private let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)

    init() throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let place = socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(place, pointer, length) == 0 && listen(place, 8) == 0 && getsockname(place, pointer, &length) == 0
            }
        }
        guard isListening else { throw NoPort() }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }
}
