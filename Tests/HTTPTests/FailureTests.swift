import Foundation
import Testbed
import Testing
import Time

@testable import HTTP

/// All failures to get an answer: their errors, and the transport's recovery from them.
struct FailureTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let steps: [ScriptedServer.Step]
        let error: String

        init(_ title: String, _ steps: [ScriptedServer.Step], _ error: String) {
            testDescription = title
            self.steps = steps
            self.error = error
        }
    }

    static let head: String = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
    static let all: [Trouble] = [
        Trouble("closed before an answer", [.close], "interrupted"),
        Trouble("closed in the status line", [.send("HTTP/1."), .close], "interrupted"),
        Trouble("closed in the head", [.send("HTTP/1.1 200 OK\r\nContent-"), .close], "interrupted"),
        Trouble("closed in the body", [.send(head + "abc"), .close], "interrupted"),
        Trouble(
            "closed in a chunk", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\na"), .close],
            "interrupted"),
        Trouble(
            "a chunk without a size", [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")],
            "interrupted"),
        Trouble("rubbish", [.send("\u{0}\u{1}\u{2}rubbish\r\n\r\n\r\n"), .close], "interrupted"),
        Trouble("HTTP/0.9", [.send("<html>hello</html>"), .close], "interrupted"),
        Trouble("another protocol", [.send("SSH-2.0-OpenSSH_9.2\r\n"), .close], "interrupted"),
        Trouble("a version to come", [.send("HTTP/7.0 200 OK\r\nContent-Length: 0\r\n\r\n"), .close], "interrupted"),
        Trouble(
            "a status that is no number", [.send("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"), .close], "interrupted"
        ),
        Trouble(
            "a negative length", [.send("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc"), .fallSilent], "interrupted"
        ),
        Trouble("a NUL in a header", [.send("HTTP/1.1 200 OK\r\nA: \0b\r\nContent-Length: 0\r\n\r\n")], "interrupted"),
        Trouble("no answer", [.fallSilent], "timedOut"),
        Trouble("a head that stops", [.send("HTTP/1.1 200 OK\r\n"), .fallSilent], "timedOut"),
        Trouble("a body that stops", [.send(head), .fallSilent], "timedOut"),
        Trouble(
            "a trickle", [.send(head)] + (0..<90).flatMap { _ in [.send("x"), .pause(milliseconds: 20)] }, "timedOut"),
    ]

    @Test("an exchange that goes wrong says so, and the next one goes well", arguments: all)
    func troubles(trouble: Trouble) throws {
        let server = try ScriptedServer { received, _ in
            received.target == "/" ? trouble.steps : [.send(answer())]
        }
        let transport = CurlTransport(limits: .init(totalMilliseconds: trouble.error == "timedOut" ? 300 : 5_000))
        let bad = HTTPRequest("GET", server.endpoint)
        let good = HTTPRequest("GET", server.endpoint, path: "/good")
        for _ in 1...2 {
            let error = #expect(throws: HTTPError.self) { try transport.send(bad, by: nil) }
            #expect(error.map(name) == trouble.error)
            #expect((error.map(detail) ?? "").count > 10)
            #expect(try transport.send(good, by: nil).status == 200)
        }
        let answers = transport.sendAll([bad, good, bad, good], atOnce: 2, by: nil)
        #expect(answers.map(status) == [trouble.error, "200", trouble.error, "200"])
    }

    @Test("a server that nobody can reach saw nothing", arguments: ["refused", "unknown", "unroutable port"])
    func unreachable(kind: String) throws {
        let stopped = try ScriptedServer(always: answer())
        stopped.stop()
        let endpoint =
            switch kind {
            case "refused": stopped.endpoint
            case "unknown": Endpoint(scheme: .http, host: "no-such-host.invalid")
            default: Endpoint(scheme: .https, host: "127.0.0.1", port: stopped.port)
            }
        let transport = CurlTransport(limits: .init(connectMilliseconds: 2_000))
        let error = #expect(throws: HTTPError.self) { try transport.send(HTTPRequest("GET", endpoint), by: nil) }
        #expect(error.map(name) == "notConnected")
        #expect((error.map(detail) ?? "").contains(endpoint.host))
        let good = try ScriptedServer(always: answer())
        #expect(try transport.send(HTTPRequest("GET", good.endpoint), by: nil).status == 200)
    }

    @Test("a connection that is not made in time was never made")
    func connectTimeout() throws {
        let full = try FullServer()
        defer { full.close() }
        let transport = CurlTransport(limits: .init(connectMilliseconds: 100, totalMilliseconds: 60_000))
        let start = ContinuousClock.now
        let error = #expect(throws: HTTPError.self) { try transport.send(HTTPRequest("GET", full.endpoint), by: nil) }
        #expect(error.map(name) == "notConnected")
        #expect(ContinuousClock.now - start < .seconds(2))
        let answers = transport.sendAll([HTTPRequest("GET", full.endpoint)], atOnce: 1, by: nil)
        #expect(answers.map(status) == ["notConnected"])
    }

    @Test("a kept connection that breaks before the server is gone may have carried the request")
    func brokenThenRefused() throws {
        let server = try ScriptedServer { received, n in
            guard n == 2 else { return [.send(answer())] }
            return [.pause(milliseconds: 100), .close]
        }
        let transport = CurlTransport()
        let request = HTTPRequest("POST", server.endpoint)
        #expect(try transport.send(request, by: nil).status == 200)
        // It refuses new connections, but keeps the existing one.
        server.stop()
        let error = #expect(throws: HTTPError.self) { try transport.send(request, by: nil) }
        #expect(server.received.count == 2)
        #expect(error.map(\.isBeforeSending) == false)
    }

    @Test(
        "a deadline that has passed sends nothing",
        arguments: [Int64.min, -1, 0, 1, Instant.now.milliseconds - 1])
    func deadlinePassed(milliseconds: Int64) throws {
        let server = try ScriptedServer(always: answer())
        let transport = CurlTransport()
        let request = HTTPRequest("GET", server.endpoint)
        let deadline = Instant(milliseconds: milliseconds)
        let error = #expect(throws: HTTPError.self) { try transport.send(request, by: deadline) }
        #expect(error.map(name) == "notConnected")
        #expect(
            transport.sendAll([request, request], atOnce: 2, by: deadline).map(status) == [
                "notConnected", "notConnected",
            ])
        #expect(server.received.isEmpty)
        #expect(try transport.send(request, by: nil).status == 200)
    }

    @Test("a deadline outranks longer limits, and never lengthens them")
    func deadlineSoon() throws {
        let server = try ScriptedServer { _, _ in [.fallSilent] }
        let request = HTTPRequest("GET", server.endpoint)
        let patient = CurlTransport(limits: .init(totalMilliseconds: nil))
        let hasty = CurlTransport(limits: .init(totalMilliseconds: 100))
        let start = ContinuousClock.now
        let errors = [
            #expect(throws: HTTPError.self) { try patient.send(request, by: .now.adding(milliseconds: 100)) },
            #expect(throws: HTTPError.self) { try hasty.send(request, by: Instant(milliseconds: .max)) },
        ]
        let all = patient.sendAll([request, request], atOnce: 1, by: .now.adding(milliseconds: 100))
        #expect(errors.map { $0.map(name) } == ["timedOut", "timedOut"])
        #expect(all.first.map(status) == "timedOut")
        // libcurl's clock may be a millisecond ahead: enough time to begin, not to get an answer.
        #expect(["notConnected", "timedOut"].contains(all.last.map(status)))
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test("limits that make no sense are the nearest that do", arguments: [Int.min, -1, 0, .max])
    func oddLimits(number: Int) throws {
        let server = try ScriptedServer(always: answer())
        let limits = CurlTransport.Limits(connectMilliseconds: number, totalMilliseconds: number, answerBytes: number)
        let result = CurlTransport(limits: limits).sendAll(
            [HTTPRequest("GET", server.endpoint)], atOnce: number, by: nil)
        // A millisecond may or may not be enough; an endless wait or a crash would be wrong.
        #expect(result.count == 1)
        if number == .max { #expect(result.map(status) == ["200"]) }
    }
}

func name(_ error: HTTPError) -> String {
    String("\(Mirror(reflecting: error).children.first?.label ?? "")")
}

func detail(_ error: HTTPError) -> String {
    switch error {
    case .invalidRequest(let detail), .notConnected(let detail), .notSecure(let detail), .timedOut(let detail),
        .interrupted(let detail):
        detail
    case .answerTooLarge: ""
    }
}

func status(_ result: Result<HTTPResponse, HTTPError>) -> String {
    switch result {
    case .success(let response): String(response.status)
    case .failure(let error): name(error)
    }
}

/// A listener with a full queue: further connections are neither accepted nor refused.
private struct FullServer {
    let endpoint: Endpoint
    private var sockets: [Int32] = []

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var sockets = [listener]
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, size)
                _ = listen(listener, 0)
                _ = getsockname(listener, address, &size)
                for _ in 1...4 {
                    let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
                    sockets.append(socket(AF_INET, flags | Int32(SOCK_CLOEXEC.rawValue), 0))
                    _ = connect(sockets[sockets.count - 1], address, size)
                }
            }
        }
        self.sockets = sockets
        endpoint = Endpoint(scheme: .http, host: "127.0.0.1", port: Int(in_port_t(bigEndian: address.sin_port)))
    }

    func close() {
        for socket in sockets { _ = Foundation.close(socket) }
    }
}
