import Foundation
import Glibc

/// A TCP server on 127.0.0.1, for development and tests: each connection is served on a thread of its own.
public final class LoopbackServer: Sendable {
    public struct CannotListen: Error {
        public let reason: String
    }

    public let port: Int
    private let listener: Int32
    private let end = End()

    /// Listens on that port, or on a free one for 0, and serves until `stop` or until it is let go of.
    ///
    /// A client that stops in the middle of a request, or no longer reads an answer, is left after `patience` seconds.
    public init(
        port: Int = 0, patience: Double = 30, serve: @escaping @Sendable (LoopbackConnection) -> Void
    ) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw CannotListen(reason: String(cString: strerror(errno))) }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        self.port = try Self.bind(listener, to: port)
        self.listener = listener
        let end = end
        Thread.detachNewThread {
            Self.accept(on: listener) { socket in
                Thread.detachNewThread {
                    let connection = LoopbackConnection(socket: socket, patience: patience)
                    serve(connection)
                    connection.close()
                }
            }
            end.close(listener)
        }
    }

    deinit {
        stop()
    }

    /// Takes no further connection and gives the port back; connections that stand are left to end.
    public func stop() {
        end.ask(listener)
    }

    private static func bind(_ listener: Int32, to port: Int) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(exactly: port)?.bigEndian ?? 0
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                in_port_t(exactly: port) != nil && Glibc.bind(listener, address, size) == 0
                    && listen(listener, 128) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else {
            let reason = in_port_t(exactly: port) == nil ? "no such port" : String(cString: strerror(errno))
            Glibc.close(listener)
            throw CannotListen(reason: "127.0.0.1:\(port): \(reason)")
        }
        return Int(in_port_t(bigEndian: address.sin_port))
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
