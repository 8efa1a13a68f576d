import Foundation
import Glibc

/// A TCP server for development and tests, with a thread for each connection.
public final class LoopbackServer: Sendable {
    public struct CannotListen: Error {
        public let reason: String
    }

    public let port: Int
    private let listener: Int32
    private let end = End()
    private let connections: OpenConnections

    /// Listens and serves until `stop` is called or the server is released.
    public init(
        _ options: LoopbackOptions, serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) throws(CannotListen) {
        let listening = try ListeningSocket(host: options.host, port: options.port)
        let connections = OpenConnections(
            limit: min(options.connections, OpenFiles.connections), bodies: BodyAllowance(options.totalBodyLimit))
        let end = end
        port = listening.port
        listener = listening.descriptor
        self.connections = connections
        let busy = options.busyAnswer.bytes(ending: .close)
        Thread.detachNewThread {
            Self.accept(on: listening.descriptor) { socket in
                guard let entry = connections.admit(socket) else { return Self.refuse(socket, busy) }
                Self.startThread {
                    let connection = LoopbackConnection(entry, of: connections, options)
                    serve(connection)
                    connection.close()
                }
            }
            end.close(listening.descriptor)
        }
    }

    /// Listens on a port of 127.0.0.1; 0 for any free one.
    ///
    /// A client that stalls in the middle of a request or no longer reads an answer is dropped after `patience`
    /// seconds.
    public convenience init(
        port: Int = 0, patience: Double = 30, serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) throws(CannotListen) {
        var options = LoopbackOptions()
        options.port = port
        options.patience = patience
        try self.init(options, serve: serve)
    }

    /// Answers each request with the closure's result.
    public convenience init(
        _ options: LoopbackOptions, answering answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer
    ) throws(CannotListen) {
        try self.init(
            options,
            serve: { connection in
                while let request = connection.nextRequest(), connection.send(answer(request)) {}
            })
    }

    /// The number of bytes of bodies in memory.
    var heldBytes: Int { connections.bodies.held }

    deinit {
        stop()
    }

    /// Stops accepting connections and frees the port; open connections may finish.
    public func stop() {
        end.ask(listener)
    }

    /// Stops accepting connections and requests, and waits for running requests.
    ///
    /// - Returns: False if some were cut off because they took longer than `seconds`.
    @discardableResult
    public func drain(within seconds: Double) -> Bool {
        stop()
        return connections.drain(within: seconds)
    }

    private static func startThread(_ work: @escaping @Sendable () -> Void) {
        let thread = Thread(block: work)
        thread.stackSize = 4 * 1024 * 1024
        thread.start()
    }

    /// Sends a refusal without waiting.
    private static func refuse(_ socket: Int32, _ answer: [UInt8]) {
        _ = Glibc.send(socket, answer, answer.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        shutdown(socket, Int32(SHUT_WR))
        close(socket)
    }

    /// Passes connections to the closure until the listener is shut down.
    private static func accept(on listener: Int32, _ serve: (Int32) -> Void) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            if socket >= 0 {
                // Child processes started meanwhile must not inherit it.
                _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                serve(socket)
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Descriptors or memory may become free again.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(10_000)
            default: return
            }
        }
    }
}

/// Ensures that only the accepting thread closes the listener, since the descriptor's number may soon be reused.
private final class End: @unchecked Sendable {
    private let change = NSCondition()
    private var isClosed = false

    /// Shuts the listener down and waits until it is closed.
    func ask(_ listener: Int32) {
        change.withLock {
            if !isClosed { shutdown(listener, Int32(SHUT_RDWR)) }
            while !isClosed { change.wait() }
        }
    }

    func close(_ listener: Int32) {
        change.withLock {
            Glibc.close(listener)
            isClosed = true
            change.broadcast()
        }
    }
}
