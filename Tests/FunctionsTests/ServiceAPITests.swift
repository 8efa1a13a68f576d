import APIGateway
import DynamoDB
import Foundation
import JSON
import LambdaRuntime
import Service
import Storage
import Testbed
import Testing
import Time

@testable import CheckHealth
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

/// A port that takes connections and says nothing.
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
