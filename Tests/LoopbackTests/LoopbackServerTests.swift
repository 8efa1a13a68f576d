import Foundation
import Testbed
import Testing

@testable import Loopback

struct LoopbackServerTests {
    private static let ok = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)

    private func server(port: Int = 0, patience: Double = 30, answer: [UInt8] = ok) throws -> LoopbackServer {
        try LoopbackServer(port: port, patience: patience) { connection in
            while connection.nextRequest() != nil, connection.send(answer) {}
        }
    }

    @Test("a stopped server gives its port back, at once and again and again")
    func portIsReleased() throws {
        let port = try server().port
        for _ in 1...20 {
            let server = try server(port: port)
            #expect(server.port == port)
            let client = RawClient(port: port)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.firstLine() == "HTTP/1.1 200 OK")
            server.stop()
            server.stop()
            #expect(!RawClient(port: port).isConnected)
        }
    }

    @Test("a server that nobody holds any more is stopped")
    func deinitStops() throws {
        let port = try server().port
        #expect(!RawClient(port: port).isConnected)
    }

    @Test("a port that is taken, or none, is an error that says so", arguments: [-1, 65_536, .max, .min])
    func cannotListen(port: Int) throws {
        #expect(throws: LoopbackServer.CannotListen.self) { try server(port: port) }
        let other = try server()
        let error = #expect(throws: LoopbackServer.CannotListen.self) { try server(port: other.port) }
        #expect(error.map { $0.reason.hasPrefix("127.0.0.1:\(other.port): ") } == true)
    }

    @Test("servers that come and go while others serve leave them alone")
    func manyServers() throws {
        let steady = try server()
        let client = RawClient(port: steady.port)
        for _ in 1...100 {
            let passing = try server()
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.receive(atLeast: Self.ok.count) == String(decoding: Self.ok, as: UTF8.self))
            passing.stop()
        }
        #expect(RawClient(port: steady.port).isConnected)
    }

    @Test("a request that is refused is told why, and its connection ends")
    func refusals() throws {
        let server = try server()
        for (text, status) in [("nonsense\r\n\r\n", 400), ("GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400)] {
            let client = RawClient(port: server.port)
            client.send(text)
            let reason = "HTTP/1.1 \(status) Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            #expect(client.receive() == reason)
        }
    }

    @Test("a head without end is cut off")
    func endlessHead() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\n")
        let line = "A: \(String(repeating: "x", count: 1_000))\r\n"
        var lines = 0
        while lines < 100_000, client.send(line) { lines += 1 }
        #expect(lines < 20_000)
    }

    @Test("a client that stops in the middle is left, one between two requests is not")
    func patience() throws {
        let server = try server(patience: 0.2)
        let idle = RawClient(port: server.port)
        idle.send("GET / HTTP/1.1\r\n\r\n")
        #expect(idle.firstLine() == "HTTP/1.1 200 OK")
        let stuck = RawClient(port: server.port)
        stuck.send("GET / HTTP/1.1\r\nContent-")
        let start = ContinuousClock.now
        #expect(stuck.firstLine() == "HTTP/1.1 408 Request Timeout")
        #expect(ContinuousClock.now - start < .seconds(3))
        usleep(300_000)
        idle.send("GET / HTTP/1.1\r\n\r\n")
        #expect(idle.firstLine() == "HTTP/1.1 200 OK")
    }

    @Test("a client that does not read its answer holds nobody up for long")
    func slowReader() throws {
        let ended = DispatchSemaphore(value: 0)
        let server = try LoopbackServer(patience: 0.2) { connection in
            _ = connection.nextRequest()
            if !connection.send([UInt8](repeating: 65, count: 50_000_000)) { ended.signal() }
        }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\n\r\n")
        #expect(ended.wait(timeout: .now() + 5) == .success)
        _ = client
    }

    @Test("a client that went away is known to be gone")
    func isGone() throws {
        let answers = Answers()
        let server = try LoopbackServer { connection in
            _ = connection.nextRequest()
            answers.add(connection.isGone)
            connection.send(Self.ok)
            for _ in 1...500 where !connection.isGone { usleep(5_000) }
            answers.add(connection.isGone)
        }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.1\r\n\r\n")
        #expect(client.firstLine() == "HTTP/1.1 200 OK")
        client.close()
        for _ in 1...500 where answers.all.count < 2 { usleep(5_000) }
        #expect(answers.all == [false, true])
    }

    private final class Answers: @unchecked Sendable {
        private let lock = NSLock()
        private var answers: [Bool] = []

        var all: [Bool] { lock.withLock { answers } }

        func add(_ answer: Bool) {
            lock.withLock { answers.append(answer) }
        }
    }
}
