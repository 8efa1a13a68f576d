import JSON
import Platform
import Service
import Testbed
import Testing
import Time

@Suite("The service's health")
struct HealthCheckTests {
    private static let noon = Instant(seconds: 1_795_348_800)

    private func check(_ transport: ReplayTransport) throws -> (body: String, isHealthy: Bool, test: TestHost) {
        let test = TestHost(at: Self.noon)
        let check = HealthCheck(
            version: "1.2.0", table: try .scripted(transport, on: test.host), host: test.host)
        let report = check.report(at: Self.noon)
        var json = JSONWriter()
        report.write(to: &json)
        return (String(decoding: json.bytes, as: UTF8.self), report.isHealthy, test)
    }

    @Test("a table that answers makes a healthy service; it is asked for one key, consistently")
    func healthy() throws {
        let transport = ReplayTransport((200, "{}"))
        let (body, isHealthy, test) = try check(transport)
        #expect(isHealthy)
        #expect(
            body
                == #"{"status":"healthy","version":"1.2.0","table":"reachable","checkedAt":"2026-11-22T12:00:00.000Z"}"#
        )
        #expect(
            transport.bodies == [
                #"{"TableName":"education","Key":{"PK":{"S":"HEALTH"},"SK":{"S":"HEALTH"}},"ConsistentRead":true}"#
            ])
        #expect(test.host.counters.values.map(\.name) == ["DynamoDBCalls"])
    }

    static let failures: [(String, [(status: Int, body: String)])] = [
        ("no table", [answer(400, "ResourceNotFoundException", "education of 10.0.0.7")]),
        ("no permission", [answer(400, "AccessDeniedException", "role 10.0.0.7")]),
        ("errors", Array(repeating: answer(500, "InternalServerError", "10.0.0.7"), count: 2)),
        ("nonsense", Array(repeating: (200, "10.0.0.7"), count: 2)),
    ]

    private static func answer(_ status: Int, _ type: String, _ message: String) -> (status: Int, body: String) {
        (status, #"{"__type":"x#\#(type)","message":"\#(message)"}"#)
    }

    @Test("a table that does not answer makes an unhealthy one: why is for the log alone", arguments: failures)
    func unhealthy(name: String, answers: [(status: Int, body: String)]) throws {
        let (body, isHealthy, test) = try check(ReplayTransport(answering: answers))
        #expect(!isHealthy)
        #expect(
            body
                == #"{"status":"unhealthy","version":"1.2.0","table":"unreachable","#
                + #""checkedAt":"2026-11-22T12:00:00.000Z"}"#)
        #expect(test.logged.contains { $0.contains("The table does not answer") && $0.contains("\"ERROR\"") })
        #expect(test.host.counters.values.contains { $0.name == "Errors" && $0.value == 1 })
    }
}
