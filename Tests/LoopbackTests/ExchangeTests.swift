import Foundation
import Testbed
import Testing

@testable import Loopback

/// Bytes on the wire, with a server that answers with the body it received.
struct ExchangeTests {
    private func server(_ change: (inout LoopbackOptions) -> Void = { _ in }) throws -> LoopbackServer {
        var options = LoopbackOptions()
        change(&options)
        return try LoopbackServer(
            options,
            answering: { request in
                LoopbackAnswer(status: 200, headers: [("X", "a\r\nB: c")], body: request.body)
            })
    }

    private static let empty = "HTTP/1.1 200 OK\r\nX: a  B: c\r\nContent-Length: 0\r\n\r\n"
    private static let closing = "HTTP/1.1 200 OK\r\nX: a  B: c\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

    static let conversations: [(asked: String, answered: String)] = [
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n", closing),
        ("GET / HTTP/1.1\r\nConnection: x , CLOSE\r\n\r\n", closing),
        ("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n", closing),
        (
            "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a  B: c\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n" + closing
        ),
        (
            String(repeating: "GET / HTTP/1.1\r\n\r\n", count: 50) + "GET / HTTP/1.0\r\n\r\n",
            String(repeating: empty, count: 50) + closing
        ),
        (
            "HEAD / HTTP/1.0\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nX: a  B: c\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
        ),
        (
            "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX: a  B: c\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"
        ),
    ]

    @Test(
        "connections are kept and ended as the client wants it, and answers follow their order",
        arguments: conversations)
    func conversation(asked: String, answered: String) throws {
        let server = try server()
        let client = RawClient(port: server.port)
        client.send(asked)
        #expect(client.receive() == answered)
    }

    @Test("a client that asks before it sends its body is told to go on")
    func expectation() throws {
        let server = try server()
        let client = RawClient(port: server.port)
        client.send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n")
        let goOn = "HTTP/1.1 100 Continue\r\n\r\n"
        #expect(client.receive(atLeast: goOn.utf8.count) == goOn)
        client.send("ab")
        #expect(client.receive().hasSuffix("\r\nContent-Length: 2\r\n\r\nab"))
    }

    @Test("rubbish is refused with its status, and the server goes on", arguments: RequestReaderTests.refused)
    func rubbish(text: String, status: Int) throws {
        let server = try server()
        let rude = RawClient(port: server.port)
        rude.send(text)
        #expect(rude.receive(atLeast: 12).hasPrefix("HTTP/1.1 \(status) "))
        let polite = RawClient(port: server.port)
        polite.send("GET / HTTP/1.0\r\n\r\n")
        #expect(polite.receive() == Self.closing)
    }

    @Test(
        "a request that breaks off is told so, and its connection ends",
        arguments: ["GET / HTTP/1.1\r\nA: b", "PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc"])
    func truncated(text: String) throws {
        let server = try server()
        let client = try HalfClient(port: server.port)
        client.send(text)
        client.endSending()
        #expect(client.receive() == "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    }

    @Test(
        "a client that is too slow is left, however busy it seems",
        arguments: ["GET / HTTP/1.1\r\nA: ", "PUT / HTTP/1.1\r\nContent-Length: 10000\r\n\r\n"])
    func dripping(text: String) throws {
        let server = try server { $0.patience = 0.3 }
        let client = try HalfClient(port: server.port)
        let start = ContinuousClock.now
        client.send(text)
        while client.isSilent, ContinuousClock.now - start < .seconds(5) {
            client.send("x")
            usleep(10_000)
        }
        #expect(client.receive().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test("a body that is too large is refused before it comes, and the client that sends it all the same hears it")
    func largeBody() throws {
        let server = try server { $0.bodyLimit = 1_000_000 }
        let refusal = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        let waiting = RawClient(port: server.port)
        waiting.send("PUT / HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n")
        #expect(waiting.receive(atLeast: refusal.utf8.count) == refusal)
        let sending = RawClient(port: server.port)
        sending.send("PUT / HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n" + String(repeating: "x", count: 3_000_000))
        #expect(sending.receive() == refusal)
    }

    @Test("who never speaks, or has nothing more to say, is left after a while, unless they may take any time")
    func idle() throws {
        let server = try server { $0.idlePatience = 0.3 }
        let start = ContinuousClock.now
        let silent = RawClient(port: server.port)
        let content = RawClient(port: server.port)
        content.send("GET / HTTP/1.1\r\n\r\n")
        #expect(silent.receive() == "")
        #expect(content.receive() == Self.empty)
        #expect(ContinuousClock.now - start > .milliseconds(250))
        #expect(ContinuousClock.now - start < .seconds(4))
        let patient = try self.server { $0.idlePatience = nil }
        let slow = RawClient(port: patient.port)
        usleep(500_000)
        slow.send("GET / HTTP/1.0\r\n\r\n")
        #expect(slow.receive() == Self.closing)
    }

    @Test("a request tells from where it came")
    func peer() throws {
        let server = try LoopbackServer(
            LoopbackOptions(), answering: { LoopbackAnswer(status: 200, body: Array($0.peer.utf8)) })
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.0\r\n\r\n")
        #expect(client.receive().hasSuffix("\r\n\r\n127.0.0.1"))
    }

    @Test("a request that takes its time counts as no pause")
    func slowRequest() throws {
        let server = try server { $0.idlePatience = 0.2 }
        let client = RawClient(port: server.port)
        client.send("PUT / HTTP/1.0\r\nContent-Length: 2\r\n\r\na")
        usleep(500_000)
        client.send("b")
        #expect(client.receive().hasSuffix("\r\n\r\nab"))
    }

    @Test("a server never has so many connections that no file could be opened beside them")
    func filesLeft() {
        OpenFiles.raiseLimit()
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #expect(limit.rlim_cur >= min(limit.rlim_max, 65_536))
        #expect(OpenFiles.connections == Int(min(limit.rlim_cur, 65_536)) / 4)
    }

    @Test("a thousand connections are served at once")
    func manyConnections() throws {
        OpenFiles.raiseLimit()
        let server = try server()
        let clients = (1...1_000).map { _ in RawClient(port: server.port) }
        for client in clients { client.send("GET / HTTP/1.1\r\n\r\n") }
        #expect(clients.allSatisfy { $0.receive(atLeast: Self.empty.utf8.count) == Self.empty })
        for client in clients { client.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n") }
        #expect(clients.allSatisfy { $0.receive() == Self.closing })
    }

    @Test("who comes beyond the bound of connections is told so, until one ends")
    func bound() throws {
        let server = try server { $0.connections = 2 }
        let first = RawClient(port: server.port)
        let second = RawClient(port: server.port)
        for client in [first, second] {
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.receive(atLeast: Self.empty.utf8.count) == Self.empty)
        }
        #expect(
            RawClient(port: server.port).receive()
                == "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        first.close()
        var answer = ""
        for _ in 1...500 where answer != Self.closing {
            let third = RawClient(port: server.port)
            third.send("GET / HTTP/1.0\r\n\r\n")
            answer = third.receive()
        }
        #expect(answer == Self.closing)
    }

    @Test("a server that drains ends what is idle, answers what is in work, and takes nothing more")
    func drain() throws {
        let begun = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try LoopbackServer(
            LoopbackOptions(),
            answering: { request in
                if request.target == "/slow" {
                    begun.signal()
                    mayEnd.wait()
                }
                return LoopbackAnswer(status: 200)
            })
        let idle = RawClient(port: server.port)
        let busy = RawClient(port: server.port)
        busy.send("GET /slow HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n")
        #expect(begun.wait(timeout: .now() + 5) == .success)
        let drained = DispatchSemaphore(value: 0)
        Thread.detachNewThread { if server.drain(within: 10) { drained.signal() } }
        #expect(idle.receive() == "")
        #expect(!RawClient(port: server.port).isConnected)
        mayEnd.signal()
        #expect(busy.receive() == "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        #expect(drained.wait(timeout: .now() + 5) == .success)
    }

    @Test("what does not end while a server drains is cut off")
    func drainWithoutEnd() throws {
        let begun = DispatchSemaphore(value: 0)
        let mayEnd = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { connection in
            begun.signal()
            mayEnd.wait()
            connection.close()
        }
        let client = RawClient(port: server.port)
        #expect(begun.wait(timeout: .now() + 5) == .success)
        #expect(!server.drain(within: 0.1))
        #expect(client.receive() == "")
        mayEnd.signal()
    }

    @Test(
        "a server listens where it is told to, and says where it cannot",
        arguments: ["127.0.0.1", "localhost", "0.0.0.0"])
    func hosts(host: String) throws {
        let server = try server { $0.host = host }
        let client = RawClient(port: server.port)
        client.send("GET / HTTP/1.0\r\n\r\n")
        #expect(client.receive() == Self.closing)
        let error = #expect(throws: LoopbackServer.CannotListen.self) { try self.server { $0.host = "no such host" } }
        #expect(error?.reason.hasPrefix("no such host:0: ") == true)
    }
}
