import Foundation
import Glibc

/// A TCP server for development and tests: each connection is served on a thread of its own.
public final class LoopbackServer: Sendable {
    public struct CannotListen: Error {
        public let reason: String
    }

    public let port: Int
    private let listener: Int32
    private let end = End()
    private let connections: OpenConnections

    /// Listens, and serves until `stop` or until it is let go of.
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
                guard let entry = connections.admit(socket) else { return Self.turnAway(socket, busy) }
                Self.startThread {
                    let connection = LoopbackConnection(entry, of: connections, options)
                    serve(connection)
                    connection.close()
                }
            }
            end.close(listening.descriptor)
        }
    }

    /// Listens on 127.0.0.1, on that port or on a free one for 0.
    ///
    /// A client that stops in the middle of a request, or no longer reads an answer, is left after `patience` seconds.
    public convenience init(
        port: Int = 0, patience: Double = 30, serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) throws(CannotListen) {
        var options = LoopbackOptions()
        options.port = port
        options.patience = patience
        try self.init(options, serve: serve)
    }

    /// Answers each request with what the closure makes of it.
    public convenience init(
        _ options: LoopbackOptions, answering answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer
    ) throws(CannotListen) {
        try self.init(
            options,
            serve: { connection in
                while let request = connection.nextRequest(), connection.send(answer(request)) {}
            })
    }

    /// How many bytes of bodies it holds.
    var heldBytes: Int { connections.bodies.held }

    deinit {
        stop()
    }

    /// Takes no further connection and gives the port back; connections that stand are left to end.
    public func stop() {
        end.ask(listener)
    }

    /// Takes no further connection and no further request, and waits until those in work are answered.
    ///
    /// False when some were not after so many seconds, and were cut off.
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

    /// Says no without waiting for anything.
    private static func turnAway(_ socket: Int32, _ answer: [UInt8]) {
        _ = Glibc.send(socket, answer, answer.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        shutdown(socket, Int32(SHUT_WR))
        close(socket)
    }

    /// Hands over one connection after the other, until the listener is shut down.
    private static func accept(on listener: Int32, _ serve: (Int32) -> Void) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            if socket >= 0 {
                // Processes that are started meanwhile must not hold it open.
                _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
                serve(socket)
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // Others may give back what is used up now.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: usleep(10_000)
            default: return
            }
        }
    }
}

/// Who closes the listener, and when: only the thread that accepts on it, since the number of a closed socket soon
/// belongs to another one.
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
