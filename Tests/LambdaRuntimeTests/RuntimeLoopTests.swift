import Foundation
import HTTP
import Platform
import Testbed
import Testing
import Time

@testable import LambdaRuntime

/// The loop's treatment of answers, of errors, and of its own end.
struct RuntimeLoopTests {
    private let testHost = TestHost(["AWS_SECRET_ACCESS_KEY": "the-secret-itself"])

    private func loop(
        _ transport: ReplayTransport, _ work: @escaping ([UInt8], Invocation) throws -> [UInt8]
    ) throws -> RuntimeLoop<ScriptedHandler> {
        try RuntimeLoop(api: RuntimeAPI(transport), host: testHost.host) { _ in ScriptedHandler(work) }
    }

    /// The log without the metrics.
    private var logged: [String] { testHost.logged.filter { !$0.contains("\"_aws\"") } }

    @Test("each event is answered under its own id")
    func answers() throws {
        let transport = ReplayTransport([event("a", body: "1"), status(202), event("b", body: "2"), status(202)])
        let loop = try loop(transport) { event, invocation in Array(invocation.requestID.utf8) + event }
        for _ in 1...2 { try loop.turn() }
        #expect(
            transport.said == [
                "GET /2018-06-01/runtime/invocation/next ", "POST /2018-06-01/runtime/invocation/a/response a1",
                "GET /2018-06-01/runtime/invocation/next ", "POST /2018-06-01/runtime/invocation/b/response b2",
            ])
        #expect(logged.isEmpty)
    }

    @Test(
        "an error fails its invocation and no other, and is logged without secrets", arguments: ErrorReportTests.texts)
    func handlerErrors(text: String) throws {
        let transport = ReplayTransport([event("a"), status(202), event("b"), status(202)])
        let loop = try loop(transport) { _, invocation in
            if invocation.requestID == "a" { throw Failure(description: "the-secret-itself \(text)") }
            return [65]
        }
        for _ in 1...2 { try loop.turn() }
        #expect(transport.requests.map(\.path).last == "/2018-06-01/runtime/invocation/b/response")
        let failed = transport.requests[1]
        #expect(failed.path == "/2018-06-01/runtime/invocation/a/error")
        #expect(failed.headers["Lambda-Runtime-Function-Error-Type"] == "Function.Failure")
        #expect(try parsed(failed.body)["errorMessage"] as? String == "[redacted] \(text)")
        let line = try parsed(logged[0])
        #expect(logged.count == 1)
        #expect(line["level"] as? String == "ERROR")
        #expect(line["requestId"] as? String == "a")
        #expect(line["message"] as? String == "[redacted] \(text)")
    }

    @Test("the error of a megabyte is reported and logged in short")
    func hugeError() throws {
        let transport = ReplayTransport([event("a"), status(202)])
        try loop(transport) { _, _ in throw Failure(description: String(repeating: "\u{1}", count: 1 << 20)) }.turn()
        #expect(transport.requests[1].body.count < 30_000)
        #expect(logged.map(\.utf8.count).max() ?? 0 < 30_000)
    }

    @Test("an answer of 6 MB and a little is handed in, a longer one is an error of its invocation")
    func largeAnswers() throws {
        let transport = ReplayTransport([event("a"), status(202), event("b"), status(202)])
        let loop = try loop(transport) { _, invocation in
            [UInt8](repeating: 65, count: invocation.requestID == "a" ? 6_291_556 : 6_291_557)
        }
        for _ in 1...2 { try loop.turn() }
        #expect(transport.requests[1].body.count == 6_291_556)
        #expect(transport.requests[3].path == "/2018-06-01/runtime/invocation/b/error")
        #expect(try parsed(transport.requests[3].body)["errorType"] as? String == "Function.ResponseSizeTooLarge")
        #expect(logged.count == 1)
    }

    @Test("an answer that the API finds too large is an error of its invocation")
    func refusedAsTooLarge() throws {
        let transport = ReplayTransport([event("a"), status(413), status(202), event("b"), status(202)])
        let loop = try loop(transport) { _, _ in [65] }
        for _ in 1...2 { try loop.turn() }
        #expect(
            transport.requests.map(\.path).map { $0.split(separator: "/").suffix(2).joined(separator: "/") } == [
                "invocation/next", "a/response", "a/error", "invocation/next", "b/response",
            ])
        #expect(try parsed(transport.requests[2].body)["errorType"] as? String == "Function.ResponseSizeTooLarge")
    }

    @Test("an answer that nobody wants any more is logged, and nothing else is said about it")
    func declined() throws {
        let transport = ReplayTransport([event("a"), status(400), event("b"), status(202)])
        let loop = try loop(transport) { _, _ in [65] }
        for _ in 1...2 { try loop.turn() }
        #expect(transport.requests.count == 4)
        #expect(
            try logged.map { try parsed($0)["message"] as? String } == [
                "The Runtime API declined the answer with status 400."
            ])
    }

    @Test("an error report that is declined is logged")
    func declinedReport() throws {
        let transport = ReplayTransport([event("a"), status(400)])
        try loop(transport) { _, _ in throw Failure(description: "x") }.turn()
        #expect(logged.count == 2)
        #expect(logged.last?.contains("declined the error report with status 400") == true)
    }

    @Test("an API that turns us away ends the loop", arguments: [403, 500])
    func turnedAway(code: Int) throws {
        let refused = RuntimeFailure.refused(call: "response", status: code)
        #expect(throws: refused) { try loop(ReplayTransport([event(), status(code)])) { _, _ in [] }.turn() }
        let gone = HTTPError.notConnected(detail: "Connection refused")
        for script in [[.failure(gone)], [event(), .failure(gone)]] {
            #expect(throws: RuntimeFailure.unreachable(gone)) {
                try loop(ReplayTransport(script)) { _, _ in [] }.turn()
            }
        }
    }

    @Test("deadline and request are known while an event is worked on, and forgotten behind it")
    func context() throws {
        let host = testHost.host
        let headers: HTTPHeaders = ["Lambda-Runtime-Deadline-Ms": "5000", "Lambda-Runtime-Trace-Id": "Root=1"]
        let transport = ReplayTransport([event("a", headers), status(202), event("b"), status(202)])
        var seen: [(Instant?, Log.Context?)] = []
        let loop = try loop(transport) { _, _ in
            seen.append((host.deadline, host.log.context))
            host.counters.add(to: "Seen")
            return []
        }
        for _ in 1...2 {
            try loop.turn()
            #expect(host.deadline == nil)
            #expect(host.log.context == nil)
        }
        #expect(seen.map(\.0) == [Instant(seconds: 5), nil])
        #expect(seen.map(\.1) == [.init(requestID: "a", traceID: "Root=1"), .init(requestID: "b")])
    }

    @Test("a handler that cannot be made is reported, with its reason, and never asked")
    func notStarted() throws {
        let transport = ReplayTransport([status(202)])
        let api = try RuntimeAPI(transport)
        let failure = #expect(throws: RuntimeFailure.self) {
            _ = try RuntimeLoop<ScriptedHandler>(api: api, host: testHost.host) { _ in
                throw Failure(description: "no table \"x\" the-secret-itself")
            }
        }
        #expect(failure == .notStarted(reason: "no table \"x\" [redacted]"))
        #expect(transport.requests.map(\.path) == ["/2018-06-01/runtime/init/error"])
        #expect(transport.requests[0].headers["Lambda-Runtime-Function-Error-Type"] == "Init.Failure")
        #expect(try parsed(transport.requests[0].body)["errorMessage"] as? String == "no table \"x\" [redacted]")
    }

    @Test("a failed start keeps its reason when Lambda cannot be told", arguments: [403, 500, nil])
    func notStartedUnheard(code: Int?) throws {
        let transport = ReplayTransport([code.map(status) ?? .failure(.notConnected(detail: "refused"))])
        let api = try RuntimeAPI(transport)
        #expect(throws: RuntimeFailure.notStarted(reason: "why")) {
            _ = try RuntimeLoop<ScriptedHandler>(api: api, host: testHost.host) { _ in throw Failure(description: "why")
            }
        }
        #expect(logged.count == 1)
        #expect(logged[0].contains("Lambda could not be told"))
    }

    @Test("each invocation leaves one line of metrics in CloudWatch's format")
    func metrics() throws {
        let before = Instant.now.milliseconds
        let transport = ReplayTransport([event("a"), status(202), event("b"), status(202), event("c"), status(400)])
        let host = testHost.host
        let loop = try loop(transport) { _, invocation in
            if invocation.requestID == "a" {
                host.counters.add(2, to: "Retries")
                return []
            }
            if invocation.requestID == "b" { throw Failure(description: "x") }
            return []
        }
        for _ in 1...3 { try loop.turn() }
        let lines = try testHost.logged.filter { $0.contains("\"_aws\"") }.map { try parsed($0) }
        #expect(lines.map { $0["ColdStart"] as? Int } == [1, 0, 0])
        #expect(lines.map { $0["Errors"] as? Int } == [0, 1, 1])
        #expect(lines.map { $0["Retries"] as? Int } == [2, nil, nil])
        #expect(lines.map { $0["requestId"] as? String } == ["a", "b", "c"])
        for line in lines {
            try expectEmbeddedMetrics(line)
            #expect((line["_aws"] as? [String: Any])?["Timestamp"] as? Int64 ?? 0 >= before)
            #expect(line["Duration"] as? Double ?? -1 >= 0)
        }
    }

    @Test("an area that the settings name is a dimension beside the function", arguments: ["Meetups", nil])
    func area(name: String?) throws {
        let testHost = TestHost(name.map { ["AREA": $0] } ?? [:])
        InvocationMetrics(testHost.host).report(.answered, after: 1.5)
        let line = try parsed(Array(testHost.logged[0].utf8))
        try expectEmbeddedMetrics(line)
        #expect(line["Area"] as? String == name)
        let dimensions = name == nil ? #"[["Function"]]"# : #"[["Function"],["Area"]]"#
        #expect(testHost.logged[0].contains(#""Dimensions":\#(dimensions),"#))
    }

    /// Expects a line that satisfies the published schema of the embedded metric format.
    private func expectEmbeddedMetrics(_ line: [String: Any]) throws {
        let metadata = try #require(line["_aws"] as? [String: Any])
        #expect(metadata["Timestamp"] is Int64)
        let directives = try #require(metadata["CloudWatchMetrics"] as? [[String: Any]])
        #expect(!directives.isEmpty)
        for directive in directives {
            let namespace = try #require(directive["Namespace"] as? String)
            #expect((1...255).contains(namespace.count))
            let dimensions = try #require(directive["Dimensions"] as? [[String]])
            #expect(dimensions.allSatisfy { (1...30).contains($0.count) && $0.allSatisfy { line[$0] is String } })
            let metrics = try #require(directive["Metrics"] as? [[String: Any]])
            #expect((1...100).contains(metrics.count))
            for metric in metrics {
                let name = try #require(metric["Name"] as? String)
                #expect(line[name] is Double || line[name] is Int)
                #expect(["Count", "Milliseconds"].contains(metric["Unit"] as? String))
            }
            #expect(Set(metrics.compactMap { $0["Name"] as? String }).count == metrics.count)
        }
    }

    @Test("the trace's id stands in the environment while its event is worked on, whatever its length")
    func traceVariable() throws {
        let name = "CONVENE_TEST_TRACE_ID"
        let variable = TraceVariable(name: name)
        var value: String? { getenv(name).map { String(cString: $0) } }
        #expect(value == nil)
        for text in ["Root=1-5bef4de7", "short", "", String(repeating: "long", count: 1_000), "short again"] {
            variable.set(text)
            #expect(value == text)
        }
        variable.set(nil)
        #expect(value == nil)
        variable.set(nil)
        variable.set("again")
        #expect(value == "again")
        variable.set(nil)
        #expect(value == nil)
    }
}
