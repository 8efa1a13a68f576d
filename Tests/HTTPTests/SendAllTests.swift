import Testbed
import Testing
import Time

@testable import HTTP

struct SendAllTests {
    @Test("answers come in the order of their requests, however long each takes")
    func order() throws {
        let server = try ScriptedServer { received, _ in
            let number = Int(received.target.dropFirst()) ?? 0
            return [.pause(milliseconds: UInt32((7 - number) * 15)), .send(answer("200 OK", [], received.target))]
        }
        let requests = (0..<8).map { HTTPRequest("GET", server.endpoint, path: "/\($0)") }
        let answers = CurlTransport().sendAll(requests, atOnce: 4, by: nil)
        #expect(answers.map { try? $0.get().body } == (0..<8).map { Array("/\($0)".utf8) })
    }

    @Test("at most so many connections stand at once as were allowed", arguments: [1, 2, 7])
    func limit(atOnce: Int) throws {
        let server = try ScriptedServer { _, _ in [.pause(milliseconds: 2), .send(answer())] }
        let requests = (0..<30).map { HTTPRequest("GET", server.endpoint, path: "/\($0)") }
        let answers = CurlTransport().sendAll(requests, atOnce: atOnce, by: nil)
        #expect(answers.allSatisfy { status($0) == "200" })
        #expect(server.mostConnectionsAtOnce == atOnce)
        #expect(server.received.count == 30)
    }

    @Test("a limit of none is one", arguments: [0, -1, .min])
    func noLimit(atOnce: Int) throws {
        let server = try ScriptedServer(always: answer())
        let answers = CurlTransport().sendAll([HTTPRequest("GET", server.endpoint)], atOnce: atOnce, by: nil)
        #expect(answers.map(status) == ["200"])
    }

    @Test("no requests have no answers")
    func empty() {
        #expect(CurlTransport().sendAll([], atOnce: 4, by: nil).isEmpty)
    }

    @Test("two hundred requests with bodies go over few connections, which are kept for the next time")
    func many() throws {
        let server = try ScriptedServer { received, _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: \(received.body.count)\r\n\r\n"), .sendBytes(received.body)]
        }
        let bodies = (0..<200).map { number in
            [UInt8](repeating: UInt8(number), count: number % 20 == 0 ? 200_000 : number * 7)
        }
        let transport = CurlTransport()
        for _ in 1...2 {
            let requests = bodies.map { HTTPRequest("POST", server.endpoint, body: $0) }
            let answers = transport.sendAll(requests, atOnce: 8, by: nil)
            #expect(answers.map { try? $0.get().body } == bodies)
        }
        #expect(server.connections == 8)
    }

    @Test("one that fails does not stop the rest, nor one that is never sent")
    func failures() throws {
        let server = try ScriptedServer { received, _ in
            received.target == "/bad" ? [.close] : [.send(answer())]
        }
        let stopped = try ScriptedServer(always: answer())
        stopped.stop()
        let requests = [
            HTTPRequest("GET", server.endpoint), HTTPRequest("GET", server.endpoint, path: "/bad"),
            HTTPRequest("G T", server.endpoint), HTTPRequest("GET", stopped.endpoint),
            HTTPRequest("GET", server.endpoint),
        ]
        let expected = ["200", "interrupted", "invalidRequest", "notConnected", "200"]
        let transport = CurlTransport()
        for atOnce in [1, 2, 10] {
            #expect(transport.sendAll(requests, atOnce: atOnce, by: nil).map(status) == expected)
        }
    }

    @Test("a slow one keeps its own place only")
    func slowOne() throws {
        let server = try ScriptedServer { received, _ in
            received.target == "/slow" ? [.pause(milliseconds: 400), .send(answer())] : [.send(answer())]
        }
        let fast = (0..<50).map { HTTPRequest("GET", server.endpoint, path: "/\($0)") }
        let start = ContinuousClock.now
        let answers = CurlTransport().sendAll(
            [HTTPRequest("GET", server.endpoint, path: "/slow")] + fast, atOnce: 2, by: nil)
        #expect(answers.allSatisfy { status($0) == "200" })
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(server.received.count == 51)
    }

    @Test("at the deadline those under way break off, and those to come have no time left")
    func deadline() throws {
        let server = try ScriptedServer { received, _ in
            received.target == "/quick" ? [.send(answer())] : [.fallSilent]
        }
        let paths = ["/quick", "/silent", "/silent", "/never"]
        let requests = paths.map { HTTPRequest("GET", server.endpoint, path: $0) }
        let start = ContinuousClock.now
        let answers = CurlTransport().sendAll(requests, atOnce: 2, by: .now.adding(milliseconds: 400))
        #expect(answers.prefix(3).map(status) == ["200", "timedOut", "timedOut"])
        // libcurl's clock may be a millisecond ahead: enough time to begin, not to get an answer.
        #expect(["notConnected", "timedOut"].contains(answers.last.map(status)))
        #expect(ContinuousClock.now - start < .seconds(2))
    }
}
