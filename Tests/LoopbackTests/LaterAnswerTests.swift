import Foundation
import Testbed
import Testing

@testable import Loopback

/// Answers that another thread sends than the one that reads the connection's requests.
struct LaterAnswerTests {
    /// A server that lets others answer what asks for `/later`, and itself answers the rest with what was asked for.
    private final class Asked: @unchecked Sendable {
        private let change = NSCondition()
        private var answers: [LaterAnswer] = []
        private var server: LoopbackServer?

        init() throws {
            server = try LoopbackServer { [self] connection in
                while let request = connection.nextRequest() {
                    guard request.target == "/later" else {
                        connection.send(LoopbackAnswer(status: 200, body: Array(request.target.utf8)))
                        continue
                    }
                    let answer = connection.answerLater()
                    change.withLock {
                        answers.append(answer)
                        change.broadcast()
                    }
                }
            }
        }

        func client() -> RawClient { RawClient(port: server?.port ?? 0) }

        /// The next one that somebody waits for.
        func next() -> LaterAnswer? {
            change.withLock {
                while answers.isEmpty, change.wait(until: Date(timeIntervalSinceNow: 10)) {}
                return answers.isEmpty ? nil : answers.removeFirst()
            }
        }
    }

    private static let answer = LoopbackAnswer(status: 200, body: Array("now".utf8))
    private static let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnow"

    @Test("an answer comes from another thread, and the connection goes on")
    func later() throws {
        let asked = try Asked()
        let client = asked.client()
        for _ in 1...3 {
            client.send("GET /later HTTP/1.1\r\n\r\n")
            let answer = try #require(asked.next())
            #expect(!answer.isGone)
            #expect(answer.send(Self.answer, within: 5))
            #expect(client.receive(atLeast: Self.text.utf8.count) == Self.text)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(client.firstLine() == "HTTP/1.1 200 OK")
        }
    }

    @Test("whoever asked for the last time is answered before the connection ends", arguments: ["1.1", "1.0"])
    func lastRequest(version: String) throws {
        let asked = try Asked()
        let client = asked.client()
        client.send("GET /later HTTP/\(version)\r\nConnection: close\r\n\r\n")
        let answer = try #require(asked.next())
        usleep(50_000)
        #expect(answer.send(Self.answer, within: 5))
        #expect(client.receive() == "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nnow")
        for _ in 1...500 where !answer.isGone { usleep(2_000) }
        #expect(answer.isGone)
    }

    @Test("whoever is gone is known to be, and cannot be answered")
    func gone() throws {
        let asked = try Asked()
        let client = asked.client()
        client.send("GET /later HTTP/1.1\r\n\r\n")
        let answer = try #require(asked.next())
        client.close()
        for _ in 1...500 where !answer.isGone { usleep(2_000) }
        #expect(answer.isGone)
        #expect(!answer.send(Self.answer, within: 5))
    }

    @Test("whoever is refused loses the connection")
    func refused() throws {
        let asked = try Asked()
        let client = asked.client()
        client.send("GET /later HTTP/1.1\r\n\r\n")
        try #require(asked.next()).refuse()
        #expect(client.receive() == "")
    }

    @Test("whoever does not read an answer holds nobody up for longer than that")
    func slowReader() throws {
        let asked = try Asked()
        let client = asked.client()
        client.send("GET /later HTTP/1.1\r\n\r\n")
        let answer = try #require(asked.next())
        let start = ContinuousClock.now
        #expect(!answer.send(LoopbackAnswer(status: 200, body: [UInt8](repeating: 65, count: 50_000_000)), within: 0.2))
        #expect((.milliseconds(200) ... .seconds(5)).contains(ContinuousClock.now - start))
        client.close()
    }

    @Test("a connection's end does not wait for an answer that nobody takes")
    func endsMeanwhile() throws {
        let asked = try Asked()
        let client = asked.client()
        client.send("GET /later HTTP/1.1\r\n\r\n")
        let answer = try #require(asked.next())
        let sent = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            let body = [UInt8](repeating: 65, count: 50_000_000)
            if !answer.send(LoopbackAnswer(status: 200, body: body), within: 60) { sent.signal() }
        }
        usleep(100_000)
        client.close()
        #expect(sent.wait(timeout: .now() + 5) == .success)
    }
}
