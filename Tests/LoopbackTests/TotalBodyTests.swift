import Foundation
import Synchronization
import Testbed
import Testing

@testable import Loopback

/// Bodies that many clients send at the same time.
struct TotalBodyTests {
    private static let body = 256 * 1024
    /// The number of bodies within the limit.
    private static let room = 6

    private static let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    private static let busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"

    private func server(_ answer: @escaping @Sendable (LoopbackRequest) -> Void = { _ in }) throws -> LoopbackServer {
        var options = LoopbackOptions()
        options.totalBodyLimit = Self.room * Self.body
        return try LoopbackServer(
            options,
            answering: { request in
                answer(request)
                return LoopbackAnswer(status: 200)
            })
    }

    private func wait(until isSo: () -> Bool) {
        let deadline = Date(timeIntervalSinceNow: 20)
        while !isSo(), Date() < deadline { usleep(2_000) }
        #expect(isSo())
    }

    @Test(
        "of many slow large bodies those are taken that there is room for, and all connections go on",
        arguments: [
            false, true,
        ])
    func crowd(isChunked: Bool) throws {
        let sizes = Mutex<[Int]>([])
        let server = try server { request in sizes.withLock { $0.append(request.body.count) } }
        let most = Mutex(0)
        let note = { most.withLock { $0 = max($0, server.heldBytes) } }
        let clients = (0..<40).map { _ in RawClient(port: server.port) }
        let part = String(repeating: "x", count: Self.body / 8)
        for client in clients {
            client.send(
                "POST / HTTP/1.1\r\n"
                    + (isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(Self.body)") + "\r\n\r\n")
        }
        for number in 0..<8 {
            // No body ends before the server has read as much of the others as it takes.
            if number == 7 { wait { server.heldBytes >= Self.room * Self.body * 3 / 4 } }
            for client in clients {
                client.send(isChunked ? "\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n" : part)
                note()
            }
        }
        for client in clients where isChunked { client.send("0\r\n\r\n") }
        let answers = clients.map { $0.receive(atLeast: Self.answer.utf8.count) }
        #expect(answers.allSatisfy { [Self.answer, Self.busy].contains($0) })
        let taken = sizes.withLock { $0 }
        #expect(taken.count == answers.count { $0 == Self.answer })
        #expect(taken.allSatisfy { $0 == Self.body })
        #expect(answers.contains(Self.busy))
        #expect(most.withLock { $0 } <= Self.room * Self.body)
        for client in clients {
            client.send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc")
            #expect(client.receive(atLeast: Self.answer.utf8.count) == Self.answer)
        }
    }

    @Test("a body has its room until its request is answered, and gives it back then, or when its client goes away")
    func release() throws {
        let mayGo = DispatchSemaphore(value: 0)
        let server = try server { _ in mayGo.wait() }
        let holder = RawClient(port: server.port)
        let large = Self.room * Self.body
        holder.send("POST / HTTP/1.1\r\nContent-Length: \(large)\r\n\r\n" + String(repeating: "x", count: large))
        wait { server.heldBytes == large }
        let other = RawClient(port: server.port)
        // The next request arrives in the same block as the discarded one.
        other.send("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.1\r\n\r\n")
        #expect(other.receive(atLeast: Self.busy.utf8.count) == Self.busy)
        mayGo.signal()
        mayGo.signal()
        #expect(other.receive(atLeast: Self.answer.utf8.count) == Self.answer)
        #expect(holder.receive(atLeast: Self.answer.utf8.count) == Self.answer)
        wait { server.heldBytes == 0 }
        let leaving = RawClient(port: server.port)
        leaving.send("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf")
        wait { server.heldBytes == 4 }
        leaving.close()
        wait { server.heldBytes == 0 }
    }

    @Test("a server bears 64 MiB")
    func usual() {
        #expect(LoopbackOptions().totalBodyLimit == 64 * 1024 * 1024)
    }
}
