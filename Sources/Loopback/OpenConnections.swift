import Foundation
import Glibc
import Synchronization

/// A server's connections, counted to limit them and to wait for their end.
final class OpenConnections: @unchecked Sendable {
    /// An open connection.
    ///
    /// Only this type closes its socket, since the descriptor's number may soon be reused.
    final class Entry: @unchecked Sendable {
        /// For use by the connection's own thread, which ends before the socket is closed.
        let socket: StreamSocket
        /// Whether the thread is waiting for the next request, regardless of answers that other threads owe.
        let isIdle = Atomic(false)
        private let lock = NSLock()
        private var users = 0
        private var hasEnded = false

        init(_ socket: StreamSocket) {
            self.socket = socket
        }

        /// Uses the socket from another thread; returns nil once the connection has ended.
        @discardableResult
        func use<Result>(_ body: (StreamSocket) -> Result) -> Result? {
            guard enter() else { return nil }
            defer { leave() }
            return body(socket)
        }

        private func enter() -> Bool {
            lock.withLock {
                if !hasEnded { users += 1 }
                return !hasEnded
            }
        }

        private func leave() {
            lock.withLock {
                users -= 1
                closeIfUnused()
            }
        }

        /// Ends the connection: shuts its socket down, which the last user closes.
        fileprivate func end() {
            socket.shut(.both)
            lock.withLock {
                hasEnded = true
                closeIfUnused()
            }
        }

        private func closeIfUnused() {
            if hasEnded, users == 0 { Glibc.close(socket.descriptor) }
        }
    }

    /// The limit for the bodies of all connections.
    let bodies: BodyAllowance
    private let limit: Int
    private let change = NSCondition()
    private var all: [ObjectIdentifier: Entry] = [:]
    private let draining = Atomic(false)

    init(limit: Int, bodies: BodyAllowance) {
        self.bodies = bodies
        self.limit = limit
    }

    /// Whether no further requests are to be read.
    var isDraining: Bool { draining.load(ordering: .sequentiallyConsistent) }

    /// Adds a connection; returns nil if there are already `limit`.
    func admit(_ socket: Int32) -> Entry? {
        change.withLock {
            guard all.count < limit else { return nil }
            let entry = Entry(StreamSocket(descriptor: socket))
            all[ObjectIdentifier(entry)] = entry
            return entry
        }
    }

    /// Removes a connection and ends it, once.
    func end(_ entry: Entry) {
        change.withLock {
            guard all.removeValue(forKey: ObjectIdentifier(entry)) != nil else { return }
            entry.end()
            change.broadcast()
        }
    }

    /// Ends idle connections at once, and the others when they have finished or after `seconds` seconds.
    ///
    /// - Returns: False if some were cut off.
    func drain(within seconds: Double) -> Bool {
        draining.store(true, ordering: .sequentiallyConsistent)
        return change.withLock {
            for entry in all.values where entry.isIdle.load(ordering: .sequentiallyConsistent) {
                entry.socket.shut(.reading)
            }
            let deadline = Date(timeIntervalSinceNow: seconds)
            while !all.isEmpty, change.wait(until: deadline) {}
            for entry in all.values { entry.socket.shut(.both) }
            return all.isEmpty
        }
    }
}
