import Foundation
import Glibc
import Synchronization

/// The connections that a server has, so that it can bound them and see them end.
final class OpenConnections: @unchecked Sendable {
    /// One of them.
    ///
    /// Its socket is closed here alone, since the number of a closed one soon belongs to another.
    final class Entry: @unchecked Sendable {
        /// For the connection's own thread, which ends before the socket is closed.
        let socket: StreamSocket
        /// Whether its thread waits for the next request; an answer that another thread owes does not count.
        let isIdle = Atomic(false)
        private let lock = NSLock()
        private var users = 0
        private var hasEnded = false

        init(_ socket: StreamSocket) {
            self.socket = socket
        }

        /// Uses the socket on another thread than the connection's own; nil once the connection has ended.
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

        /// Ends the connection: what others wait for on its socket has an end, and the last of them closes it.
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

    /// What all of them may hold of bodies.
    let bodies: BodyAllowance
    private let limit: Int
    private let change = NSCondition()
    private var all: [ObjectIdentifier: Entry] = [:]
    private let draining = Atomic(false)

    init(limit: Int, bodies: BodyAllowance) {
        self.bodies = bodies
        self.limit = limit
    }

    /// Whether no further request is to be read.
    var isDraining: Bool { draining.load(ordering: .sequentiallyConsistent) }

    /// Nil when there are as many as there may be.
    func admit(_ socket: Int32) -> Entry? {
        change.withLock {
            guard all.count < limit else { return nil }
            let entry = Entry(StreamSocket(descriptor: socket))
            all[ObjectIdentifier(entry)] = entry
            return entry
        }
    }

    /// Closes its socket, once.
    func end(_ entry: Entry) {
        change.withLock {
            guard all.removeValue(forKey: ObjectIdentifier(entry)) != nil else { return }
            entry.end()
            change.broadcast()
        }
    }

    /// Ends those that have nothing to do, and the others when they are done, or at the latest after so many seconds.
    ///
    /// False when some had to be cut off.
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
