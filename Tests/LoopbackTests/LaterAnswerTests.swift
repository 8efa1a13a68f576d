import Foundation
import Testbed
import Testing

@testable import Loopback

/// Answers sent by another thread than the one that reads the connection's requests.
struct LaterAnswerTests {
    /// A client with a pending request, and the answer to be sent.
    private struct Exchange {
        let server: LoopbackServer
        let client: RawClient
        let answers: Answers

        /// Sends a request that another thread is to answer.
        func ask(_ version: String = "1.1", _ header: String = "") throws -> LaterAnswer {
            client.send("GET /later HTTP/\(version)\r\n\(header)\r\n")
            return try #require(answers.next())
        }
    }

    /// The pending answers.
    private final class Answers: @unchecked Sendable {
        private let change = NSCondition()
        private var owed: [LaterAnswer] = []

        func add(_ answer: LaterAnswer) {
            change.withLock {
                owed.append(answer)
                change.broadcast()
            }
        }

        func next() -> LaterAnswer? {
            change.withLock {
                while owed.isEmpty, change.wait(until: Date(timeIntervalSinceNow: 10)) {}
                return owed.isEmpty ? nil : owed.removeFirst()
            }
        }
    }

    /// Connects a client to a server that leaves `/later` to other threads and answers everything else itself.
    private func connect() throws -> Exchange {
        let answers = Answers()
        let server = try LoopbackServer { connection in
            while let request = connection.nextRequest() {
                if request.target == "/later" {
                    answers.add(connection.answerLater())
                } else {
                    connection.send(LoopbackAnswer(status: 200))
                }
            }
        }
        return Exchange(server: server, client: RawClient(port: server.port), answers: answers)
    }

    private static let answer = LoopbackAnswer(status: 200, body: Array("now".utf8))
    private static let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnow"

    @Test("an answer comes from another thread, and the connection goes on")
    func later() throws {
        let exchange = try connect()
        for _ in 1...3 {
            let answer = try exchange.ask()
            #expect(!answer.isGone)
            #expect(answer.send(Self.answer, within: 5))
            #expect(exchange.client.receive(atLeast: Self.text.utf8.count) == Self.text)
            exchange.client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(exchange.client.firstLine() == "HTTP/1.1 200 OK")
        }
    }

    @Test("whoever asked for the last time is answered before the connection ends", arguments: ["1.1", "1.0"])
    func lastRequest(version: String) throws {
        let exchange = try connect()
        let answer = try exchange.ask(version, "Connection: close\r\n")
        usleep(50_000)
        #expect(answer.send(Self.answer, within: 5))
        #expect(exchange.client.receive() == "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nnow")
        for _ in 1...500 where !answer.isGone { usleep(2_000) }
        #expect(answer.isGone)
    }

    @Test("whoever is gone is known to be, and cannot be answered")
    func gone() throws {
        let exchange = try connect()
        let answer = try exchange.ask()
        exchange.client.close()
        for _ in 1...500 where !answer.isGone { usleep(2_000) }
        #expect(answer.isGone)
        #expect(!answer.send(Self.answer, within: 5))
    }

    @Test("whoever is refused loses the connection")
    func refused() throws {
        let exchange = try connect()
        try exchange.ask().refuse()
        #expect(exchange.client.receive() == "")
    }

    @Test("whoever does not read an answer holds nobody up for longer than that")
    func slowReader() throws {
        let exchange = try connect()
        let answer = try exchange.ask()
        let start = ContinuousClock.now
        #expect(!answer.send(LoopbackAnswer(status: 200, body: [UInt8](repeating: 65, count: 50_000_000)), within: 0.2))
        #expect((.milliseconds(200) ... .seconds(5)).contains(ContinuousClock.now - start))
        exchange.client.close()
    }

    @Test("a connection's end does not wait for an answer that nobody takes")
    func endsMeanwhile() throws {
        let exchange = try connect()
        let answer = try exchange.ask()
        let sent = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let body = [UInt8](repeating: 65, count: 50_000_000)
            if !answer.send(LoopbackAnswer(status: 200, body: body), within: 60) { sent.signal() }
        }
        usleep(100_000)
        exchange.client.close()
        #expect(sent.wait(timeout: .now() + 5) == .success)
    }
}
