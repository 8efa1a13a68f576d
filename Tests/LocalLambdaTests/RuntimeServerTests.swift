import Foundation
import Testbed
import Testing

@testable import LocalLambda

/// The local Runtime API, with a raw client and with a real function.
struct RuntimeServerTests {
    private static let next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n"

    /// An invocation on its own thread.
    private final class Invoking: @unchecked Sendable {
        private let done = DispatchSemaphore(value: 0)
        private var outcome: RuntimeServer.Outcome?

        init(_ server: RuntimeServer, _ event: RuntimeServer.Event, seconds: Double = 10) {
            Thread.detachNewThread { [self] in
                outcome = server.invoke(event, seconds: seconds)
                done.signal()
            }
        }

        func wait() -> RuntimeServer.Outcome? {
            _ = done.wait(timeout: .now() + 20)
            return outcome
        }
    }

    private func client(_ server: RuntimeServer) -> RawClient {
        RawClient(port: Int(server.address.split(separator: ":")[1]) ?? 0)
    }

    private func post(_ path: String, _ body: String, _ headers: String = "") -> String {
        "POST /2018-06-01/runtime/\(path) HTTP/1.1\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private func header(_ name: String, in answer: String) -> String? {
        answer.split(separator: "\r\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    @Test("an event is handed over with its headers, and its answer handed back")
    func answers() throws {
        let server = try RuntimeServer()
        let event = RuntimeServer.Event(Array("event".utf8), trace: "Root=1\r\nX-Evil: b", function: "arn:f")
        let invoking = Invoking(server, event, seconds: 5)
        let function = client(server)
        function.send(Self.next)
        let told = function.receive(atLeast: 1)
        #expect(told.hasSuffix("\r\n\r\nevent"))
        #expect(header("Lambda-Runtime-Aws-Request-Id", in: told) == event.id)
        #expect(header("Lambda-Runtime-Invoked-Function-Arn", in: told) == "arn:f")
        #expect(header("Lambda-Runtime-Trace-Id", in: told) == "Root=1  X-Evil: b")
        #expect(header("X-Evil", in: told) == nil)
        let deadline = Double(header("Lambda-Runtime-Deadline-Ms", in: told) ?? "") ?? 0
        #expect((4...5.1).contains(deadline / 1_000 - Date().timeIntervalSince1970))
        function.send(post("invocation/\(event.id)/response", "answer"))
        #expect(function.firstLine() == "HTTP/1.1 202 Accepted")
        #expect(invoking.wait() == .answer(Array("answer".utf8)))
        #expect(server.polls == 1)
        function.send(post("invocation/\(event.id)/response", "answer"))
        #expect(function.firstLine() == "HTTP/1.1 400 Bad Request")
    }

    @Test(
        "a page gets no event, by whatever name it calls",
        arguments: [
            "Host: evil.example:80", "Host: 127.0.0.1:80\r\nOrigin: http://evil.example",
            "Host: 127.0.0.1:80\r\nOrigin: null", "Host: 127.0.0.1:80\r\nSec-Fetch-Site: cross-site",
            "Host: 127.0.0.1:80\r\nSec-Fetch-Site: same-site",
        ])
    func pages(headers: String) throws {
        let server = try RuntimeServer()
        let page = client(server)
        page.send("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\(headers)\r\n\r\n")
        #expect(page.receive() == "")
        #expect(server.polls == 0)
        let function = client(server)
        function.send("GET /other HTTP/1.1\r\nHost: \(server.address)\r\n\r\n")
        #expect(function.firstLine() == "HTTP/1.1 404 Not Found")
    }

    @Test("a reported error is the outcome of its event")
    func errors() throws {
        let server = try RuntimeServer()
        let event = RuntimeServer.Event([])
        let invoking = Invoking(server, event)
        let function = client(server)
        function.send(Self.next)
        _ = function.firstLine()
        function.send(post("invocation/\(event.id)/error", "{}", "Lambda-Runtime-Function-Error-Type: A.B\r\n"))
        #expect(invoking.wait() == .failure(type: "A.B", report: Array("{}".utf8)))
    }

    @Test("a failure to start is the outcome of the event that waits, or of the next one, and then forgotten")
    func initErrors() throws {
        let server = try RuntimeServer()
        let report = post("init/error", "{}", "Lambda-Runtime-Function-Error-Type: Init.X\r\n")
        let failure = RuntimeServer.Outcome.initFailure(type: "Init.X", report: Array("{}".utf8))
        let function = client(server)
        function.send(report)
        #expect(function.firstLine() == "HTTP/1.1 202 Accepted")
        #expect(server.invoke(.init([]), seconds: 5) == failure)
        #expect(server.invoke(.init([]), seconds: 0.05) == .timedOut)
        let invoking = Invoking(server, .init([]))
        usleep(100_000)
        function.send(report)
        #expect(invoking.wait() == failure)
    }

    @Test("an event that nobody waits for any more is not handed over, and its answer not taken")
    func timedOut() throws {
        let server = try RuntimeServer()
        #expect(server.invoke(.init(Array("old".utf8)), seconds: 0.05) == .timedOut)
        let late = RuntimeServer.Event(Array("late".utf8))
        let invoking = Invoking(server, late, seconds: 0.3)
        let function = client(server)
        function.send(Self.next)
        #expect(function.receive(atLeast: 1).hasSuffix("late"))
        #expect(invoking.wait() == .timedOut)
        function.send(post("invocation/\(late.id)/response", "too late"))
        #expect(function.firstLine() == "HTTP/1.1 400 Bad Request")
        let third = Invoking(server, .init(Array("new".utf8)))
        function.send(Self.next)
        let told = function.receive(atLeast: 1)
        #expect(told.hasSuffix("new"))
        function.send(post("invocation/\(header("Lambda-Runtime-Aws-Request-Id", in: told) ?? "")/response", "ok"))
        #expect(third.wait() == .answer(Array("ok".utf8)))
    }

    @Test("an event is not handed to a function that is gone")
    func deadFunction() throws {
        let server = try RuntimeServer()
        for _ in 1...3 {
            let dead = client(server)
            dead.send(Self.next)
            for _ in 1...500 where server.polls == 0 { usleep(2_000) }
            dead.close()
        }
        usleep(50_000)
        let invoking = Invoking(server, .init(Array("event".utf8)))
        let alive = client(server)
        alive.send(Self.next)
        #expect(alive.receive(atLeast: 1).hasSuffix("event"))
        server.stop()
        #expect(invoking.wait() == .timedOut)
    }

    @Test(
        "what is no call of the Runtime API is not found",
        arguments: [
            "GET /2018-06-01/runtime/invocation/next/x", "POST /2018-06-01/runtime/invocation/next", "GET /",
            "GET /2019-06-01/runtime/invocation/next", "POST /2018-06-01/runtime/x/a/response",
            "POST /2018-06-01/runtime/x/error",
            "DELETE /2018-06-01/runtime/invocation/next",
        ])
    func unknownRoutes(route: String) throws {
        let server = try RuntimeServer()
        let function = client(server)
        function.send("\(route) HTTP/1.1\r\n\r\n")
        #expect(function.firstLine() == "HTTP/1.1 404 Not Found")
    }

    @Test("when the server stops, whoever waits is let go, and the port is free")
    func stop() throws {
        let server = try RuntimeServer()
        let function = client(server)
        function.send(Self.next)
        for _ in 1...500 where server.polls == 0 { usleep(2_000) }
        server.stop()
        #expect(function.receive() == "")
        #expect(!client(server).isConnected)
        #expect(server.invoke(.init([]), seconds: 10) == .timedOut)
    }

    @Test("a server that nobody holds any more lets its function go")
    func deinitStops() throws {
        var server: RuntimeServer? = try RuntimeServer()
        let function = try client(#require(server))
        function.send(Self.next)
        for _ in 1...500 where server?.polls == 0 { usleep(2_000) }
        server = nil
        #expect(function.receive() == "")
    }

    @Test("a real function answers events here, one after the other, and ends when it is asked to")
    func realFunction() throws {
        let server = try RuntimeServer()
        let function = try RunningFunction("ListMeetups", runtimeAPI: server.address)
        for _ in 1...3 {
            guard case .answer(let answer) = server.invoke(.init(Array("{}".utf8))) else {
                Issue.record("no answer; the log: \(function.log)")
                return
            }
            #expect(String(decoding: answer, as: UTF8.self).contains("\"statusCode\":400"))
        }
        function.send(signal: SIGTERM)
        #expect(function.status() == 0)
    }

    @Test("a real function that cannot start is an outcome")
    func realFailure() throws {
        let server = try RuntimeServer()
        let function = try RunningFunction("SignUpForMeetup", runtimeAPI: server.address, ["EDUCATION_TABLE": ""])
        guard case .initFailure(let type, let report) = server.invoke(.init(Array("{}".utf8))) else {
            Issue.record("it started; the log: \(function.log)")
            return
        }
        #expect(type == "Init.SettingsError")
        #expect(String(decoding: report, as: UTF8.self).contains("EDUCATION_TABLE"))
        #expect(function.status() == 1)
    }

    @Test("a function that does not end when asked is killed")
    func stubborn() throws {
        let arguments = ["PATH": "/usr/bin:/bin"]
        let script = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sh")
        try Data("#!/bin/sh\ntrap '' TERM\nwhile :; do sleep 0.05; done\n".utf8).write(to: script)
        defer { try? FileManager.default.removeItem(at: script) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        let process = try FunctionProcess(script.path, environment: arguments, log: .nullDevice)
        usleep(100_000)
        #expect(process.stop(patience: 0.2) == SIGKILL)
        #expect(!process.isRunning)
    }
}
