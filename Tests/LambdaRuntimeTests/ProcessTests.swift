import Foundation
import Testbed
import Testing

/// The real executables, with a Runtime API that behaves well and badly.
struct ProcessTests {
    /// An event without claims, answered with 401 before any table is needed.
    static let event =
        #"{"version":"2.0","routeKey":"GET /api/meetups","rawPath":"/api/meetups","headers":{},"#
        + #""requestContext":{"requestId":"r-1","http":{"method":"GET","path":"/api/meetups"}},"isBase64Encoded":false}"#

    static func next(_ id: String, _ headers: [String] = [], _ body: String = event) -> String {
        answer("200 OK", ["Lambda-Runtime-Aws-Request-Id: \(id)"] + headers, body)
    }

    static let accepted = answer("202 Accepted", [], #"{"status":"OK"}"#)

    /// Returns an API that delivers these events, accepts every answer, and then stays silent.
    static func api(_ events: [String]) throws -> ScriptedServer {
        try ScriptedServer { received, n in
            guard received.method == "GET" else { return [.send(accepted)] }
            // Every event is followed by the call that sends its answer.
            let index = (n - 1) / 2
            return index < events.count ? [.send(events[index])] : [.fallSilent]
        }
    }

    private func wait(for server: ScriptedServer, requests: Int) {
        for _ in 1...2_500 where server.received.count < requests { usleep(4_000) }
    }

    private func start(_ server: ScriptedServer, _ settings: [String: String] = [:]) throws -> RunningFunction {
        try RunningFunction("ListMeetups", runtimeAPI: "127.0.0.1:\(server.port)", settings)
    }

    private func line(_ log: [String], level: String) throws -> [String: Any] {
        try #require(try log.map { try parsed($0) }.first { $0["level"] as? String == level })
    }

    @Test("events are answered on one connection, past every proxy, and each line of the log is JSON")
    func answers() throws {
        let server = try Self.api([
            Self.next("a", ["Lambda-Runtime-Trace-Id: Root=1-2"]), Self.next("b", [], "no JSON"), Self.next("c"),
        ])
        let function = try start(server)
        wait(for: server, requests: 7)
        #expect(server.connections == 1)
        #expect(server.received.map(\.method) == ["GET", "POST", "GET", "POST", "GET", "POST", "GET"])
        let answers = try server.received.filter { $0.method == "POST" }.map {
            try parsed($0.body)["statusCode"] as? Int
        }
        #expect(answers == [401, 400, 401])
        let lines = try function.log.map { try parsed($0) }
        let messages = lines.filter { $0["_aws"] == nil }
        #expect(messages.map { $0["requestId"] as? String } == ["a", "b", "c"])
        #expect(messages.map { $0["traceId"] as? String } == ["Root=1-2", nil, nil])
        for message in messages {
            #expect(message["level"] as? String == "INFO")
            #expect(message["function"] as? String == "ListMeetups")
            #expect(message["message"] as? String == "The request was refused")
            #expect(message["fields"] is [String: Any])
            #expect((message["timestamp"] as? String)?.hasSuffix("Z") == true)
        }
        #expect(lines.count == 6)
        #expect(lines.compactMap { $0["ColdStart"] as? Int } == [1, 0, 0])
        #expect(lines.allSatisfy { $0["_aws"] == nil || $0["Function"] as? String == "ListMeetups" })
    }

    @Test("the log says as much as AWS_LAMBDA_LOG_LEVEL lets it; metrics are no log")
    func logLevel() throws {
        let server = try Self.api([Self.next("a")])
        let function = try start(server, ["AWS_LAMBDA_LOG_LEVEL": "ERROR"])
        wait(for: server, requests: 3)
        #expect(function.log.count == 1)
        #expect(function.log.first?.contains("\"_aws\"") == true)
    }

    @Test("events in chunks, and events of 6 MB and a little over, are events")
    func largeEvents() throws {
        let padding = { (count: Int) in Self.event.dropLast() + ",\"x\":\"\(String(repeating: "x", count: count))\"}" }
        let chunk = String(padding(100_000))
        let chunked =
            "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "\(String(chunk.utf8.count, radix: 16))\r\n\(chunk)\r\n0\r\n\r\n"
        let exact = String(padding(6 * 1024 * 1024 - Self.event.utf8.count - 7))
        #expect(exact.utf8.count == 6 * 1024 * 1024)
        let server = try Self.api([chunked, Self.next("b", [], exact), Self.next("c", [], exact + " "), Self.next("d")])
        let function = try start(server)
        wait(for: server, requests: 9)
        let answers = try server.received.filter { $0.method == "POST" }.map {
            try parsed($0.body)["statusCode"] as? Int
        }
        #expect(answers == [401, 401, 401, 401])
        #expect(function.status(within: 0) == nil)
    }

    @Test(
        "a deadline that is missing, past or nonsense hinders no answer",
        arguments: ["", "x", "-5", "0", "1", "9223372036854775807", "-9223372036854775808", "99999999999999999999"])
    func deadlines(text: String) throws {
        let server = try Self.api([Self.next("a", ["Lambda-Runtime-Deadline-Ms: \(text)"])])
        let function = try start(server)
        wait(for: server, requests: 3)
        #expect(server.received.count == 3)
        #expect(server.received.last?.method == "GET")
        #expect(function.status(within: 0) == nil)
    }

    struct End: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The API's reaction to each call: the call for an event, the answer, the next call.
        let calls: [[ScriptedServer.Step]]
        let reason: String

        init(_ title: String, _ calls: [[ScriptedServer.Step]], _ reason: String) {
            testDescription = title
            self.calls = calls
            self.reason = reason
        }
    }

    static let ends: [End] = [
        End("403 for an event", [[.send(answer("403 Forbidden"))]], "answered next with status 403"),
        End("500 for an event", [[.send(answer("500 Broken"))]], "answered next with status 500"),
        End("204 for an event", [[.send("HTTP/1.1 204 No Content\r\n\r\n")]], "answered next with status 204"),
        End(
            "403 for an answer", [[.send(next("a"))], [.send(answer("403 Forbidden"))]],
            "answered response with status 403"),
        End(
            "500 for an answer", [[.send(next("a"))], [.send(answer("500 Broken"))]],
            "answered response with status 500"),
        End("a connection lost while waiting", [[.pause(milliseconds: 50), .close]], "no answer from the Runtime API"),
        End(
            "a connection lost in an event", [[.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), .close]],
            "no answer from"),
        End("no HTTP", [[.send("SSH-2.0-OpenSSH\r\n"), .close]], "no answer from the Runtime API"),
        End(
            "an event without an id", [[.send(answer("200 OK", [], "{}"))]],
            "without a usable Lambda-Runtime-Aws-Request-Id"),
        End(
            "an id that leads elsewhere", [[.send(next("../../init"))]],
            "without a usable Lambda-Runtime-Aws-Request-Id"),
        End(
            "an event beyond all limits",
            [
                [
                    .send("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: a\r\nContent-Length: 99999999999\r\n\r\n"),
                    .fallSilent,
                ]
            ],
            "more than"),
    ]

    @Test("an API that fails ends the process at once, with its reason in the log", arguments: ends)
    func failures(end: End) throws {
        let server = try ScriptedServer { _, n in n <= end.calls.count ? end.calls[n - 1] : [.close] }
        let function = try start(server)
        #expect(function.status() == 1)
        // At most once more, where a kept connection broke: never repeatedly.
        #expect(server.received.count <= end.calls.count + 1)
        let message = try line(function.log, level: "FATAL")["message"] as? String ?? ""
        #expect(message.hasPrefix("The function ends: ") && message.contains(end.reason))
    }

    @Test("an answer that is declined is logged, and the next event handled")
    func declined() throws {
        let server = try ScriptedServer { received, n in
            switch n {
            case 1, 3: [.send(Self.next("a\(n)"))]
            case 2: [.send(answer("400 Bad Request"))]
            case 4: [.send(Self.accepted)]
            default: [.fallSilent]
            }
        }
        let function = try start(server)
        wait(for: server, requests: 5)
        #expect(server.received.count == 5)
        #expect(try line(function.log, level: "ERROR")["requestId"] as? String == "a1")
    }

    @Test(
        "an address where nobody is ends the process with its reason",
        arguments: [
            ("127.0.0.1:1", Int32(1), "no connection: "), ("no-such-host.invalid:80", 1, "no connection: "),
            ("http://127.0.0.1:1", 1, "AWS_LAMBDA_RUNTIME_API is not host:port"), ("[::1]:1", 1, "no connection: "),
            ("", 64, "make invoke FUNCTION=ListMeetups"),
        ])
    func badAddress(address: String, status: Int32, reason: String) throws {
        let function = try RunningFunction("ListMeetups", runtimeAPI: address)
        #expect(function.status() == status)
        #expect(function.log.joined().contains(reason))
    }

    @Test("a host may have a name")
    func hostName() throws {
        let server = try Self.api([Self.next("a")])
        let function = try RunningFunction("ListMeetups", runtimeAPI: "localhost:\(server.port)")
        wait(for: server, requests: 3)
        #expect(server.received.first?.headers["host"] == "localhost:\(server.port)")
        #expect(server.received.count == 3)
        #expect(function.status(within: 0) == nil)
    }

    @Test(
        "a function that cannot start tells Lambda and the log why, and ends",
        arguments: [
            (["EDUCATION_TABLE": ""], "EDUCATION_TABLE", "Init.SettingsError"),
            (["FIXED_TIME": "yesterday"], "FIXED_TIME", "Init.SettingsError"),
        ])
    func initErrors(settings: [String: String], reason: String, type: String) throws {
        for reply in [Self.accepted, answer("500 Broken"), answer("403 Forbidden"), ""] {
            let server = try ScriptedServer { _, _ in [.send(reply), .close] }
            let function = try start(server, settings)
            #expect(function.status() == 1)
            let told = try #require(server.received.first)
            #expect(server.received.count == 1)
            #expect(told.target == "/2018-06-01/runtime/init/error")
            #expect(told.headers["lambda-runtime-function-error-type"] == type)
            let report = try parsed(told.body)
            #expect((report["errorMessage"] as? String)?.contains(reason) == true)
            #expect(report["errorType"] as? String == type)
            let message = try line(function.log, level: "FATAL")["message"] as? String ?? ""
            #expect(message.hasPrefix("The function ends: it could not start: ") && message.contains(reason))
        }
    }

    @Test("asked to end while it waits, a function ends at once and well")
    func stopWhileIdle() throws {
        let server = try Self.api([Self.next("a")])
        let function = try start(server)
        wait(for: server, requests: 3)
        function.send(signal: SIGTERM)
        #expect(function.status() == 0)
        #expect(server.received.count == 3)
    }

    @Test("asked to end while it works, a function answers first")
    func stopWhileWorking() throws {
        let table = try ScriptedServer { _, _ in
            [.pause(milliseconds: 300), .send(answer("200 OK", [], #"{"Count":0,"Items":[],"ScannedCount":0}"#))]
        }
        let claims = #""authorizer":{"jwt":{"claims":{"sub":"ada"}}},"http""#
        let server = try Self.api([Self.next("a", [], Self.event.replacing(#""http""#, with: claims))])
        let function = try start(server, ["DYNAMODB_ENDPOINT": "http://127.0.0.1:\(table.port)"])
        wait(for: table, requests: 1)
        function.send(signal: SIGTERM)
        #expect(function.status() == 0)
        #expect(server.received.map(\.method) == ["GET", "POST"])
        #expect(try server.received.last.map { try parsed($0.body)["statusCode"] as? Int } == 200)
    }

    @Test("a log that nobody reads any more does not end a function")
    func closedLog() throws {
        let server = try Self.api((1...20).map { Self.next("a\($0)") })
        let pipe = Pipe()
        let process = Process()
        process.executableURL = BuiltFunction.folder.appendingPathComponent("ListMeetups")
        process.environment = [
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:\(server.port)", "EDUCATION_TABLE": "t", "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "not-very-secret",
        ]
        process.standardError = pipe
        try process.run()
        try pipe.fileHandleForReading.close()
        try pipe.fileHandleForWriting.close()
        wait(for: server, requests: 41)
        #expect(server.received.count == 41)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
