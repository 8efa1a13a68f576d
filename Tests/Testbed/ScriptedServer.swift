import Foundation
public import HTTP
import Loopback

/// A server on a real socket that follows a test's script, and records the requests.
public final class ScriptedServer: @unchecked Sendable {
    /// A request, and the number of its connection, counted from 1.
    public struct Received: Equatable, Sendable {
        public let connection: Int
        public let method: String
        public let target: String
        /// Header values by name in lower case.
        public let headers: [String: String]
        public let head: String
        public let body: [UInt8]

        /// The request's bytes as text.
        public var text: String { "\(head)\r\n\r\n\(String(decoding: body, as: UTF8.self))" }
    }

    /// A server's reaction to a request.
    public enum Step: Sendable {
        case send(String)
        case sendBytes([UInt8])
        /// Sends the same text repeatedly until the other side is gone.
        case sendWithoutEnd(String)
        case pause(milliseconds: UInt32)
        /// Sends nothing until the other side is gone.
        case fallSilent
        case close
    }

    /// Returns the steps for a request, the n-th of all.
    public typealias Script = @Sendable (Received, _ n: Int) -> [Step]

    private let lock = NSLock()
    private var all: [Received] = []
    private var connectionCount = 0
    private var openCount = 0
    private var mostOpen = 0
    private var bytesWithoutEnd = 0
    private var server: LoopbackServer?

    public init(_ script: @escaping Script) throws {
        server = try LoopbackServer { [weak self] connection in
            let number = self?.open() ?? 0
            defer { self?.close() }
            while let request = connection.nextRequest(), let self {
                let received = Received(request, on: number)
                guard self.play(script(received, self.keep(received)), on: connection) else { return }
            }
        }
    }

    /// Answers each request with the next of these texts, and closes the connection after the last one.
    public convenience init(_ answers: [String]) throws {
        try self.init { _, n in
            n < answers.count
                ? [.send(answers[n - 1])] : n == answers.count ? [.send(answers[n - 1]), .close] : [.close]
        }
    }

    /// Answers every request with this text.
    public convenience init(always answer: String) throws {
        try self.init { _, _ in [.send(answer)] }
    }

    deinit {
        server?.stop()
    }

    public func stop() {
        server?.stop()
    }

    public var port: Int { server?.port ?? 0 }
    public var endpoint: Endpoint { Endpoint(scheme: .http, host: "127.0.0.1", port: port) }
    public var received: [Received] { lock.withLock { all } }
    public var connections: Int { lock.withLock { connectionCount } }
    /// The most connections open at the same time.
    public var mostConnectionsAtOnce: Int { lock.withLock { mostOpen } }

    /// The number of bytes sent by `sendWithoutEnd`.
    public var sentWithoutEnd: Int { lock.withLock { bytesWithoutEnd } }

    /// Runs the steps; returns false if they end the connection.
    private func play(_ steps: [Step], on connection: LoopbackConnection) -> Bool {
        for step in steps {
            switch step {
            case .send(let text):
                guard connection.send(Array(text.utf8)) else { return false }
            case .sendBytes(let bytes):
                guard connection.send(bytes) else { return false }
            case .sendWithoutEnd(let text):
                while connection.send(Array(text.utf8)) { lock.withLock { bytesWithoutEnd += text.utf8.count } }
            case .pause(let milliseconds):
                usleep(milliseconds * 1_000)
            case .fallSilent:
                while !connection.isGone { usleep(2_000) }
            case .close:
                return false
            }
        }
        return true
    }

    private func open() -> Int {
        lock.withLock {
            connectionCount += 1
            openCount += 1
            mostOpen = max(mostOpen, openCount)
            return connectionCount
        }
    }

    private func close() {
        lock.withLock { openCount -= 1 }
    }

    private func keep(_ received: Received) -> Int {
        lock.withLock {
            all.append(received)
            return all.count
        }
    }
}

extension ScriptedServer.Received {
    fileprivate init(_ request: LoopbackRequest, on connection: Int) {
        self.init(
            connection: connection, method: request.method, target: request.target, headers: request.headers,
            head: request.head, body: request.body)
    }
}

/// Returns an HTTP answer as text.
public func answer(_ status: String = "200 OK", _ headers: [String] = [], _ body: String = "") -> String {
    let fields = (headers + ["Content-Length: \(body.utf8.count)"]).map { "\($0)\r\n" }.joined()
    return "HTTP/1.1 \(status)\r\n\(fields)\r\n\(body)"
}
