import Foundation
import Glibc
import Synchronization

/// The connections that a server has, so that it can bound them and see them end.
final class OpenConnections: @unchecked Sendable {
    /// One of them.
    ///
    /// Its socket is closed here alone, since the number of a closed one soon belongs to another.
    final class Entry: Sendable {
        let socket: Int32
        /// Whether nothing was asked that is not answered.
        let isIdle = Atomic(false)

        init(socket: Int32) {
            self.socket = socket
        }
    }

    private let limit: Int
    private let change = NSCondition()
    private var all: [ObjectIdentifier: Entry] = [:]
    private let draining = Atomic(false)

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether no further request is to be read.
    var isDraining: Bool { draining.load(ordering: .sequentiallyConsistent) }

    /// Nil when there are as many as there may be.
    func admit(_ socket: Int32) -> Entry? {
        change.withLock {
            guard all.count < limit else { return nil }
            let entry = Entry(socket: socket)
            all[ObjectIdentifier(entry)] = entry
            return entry
        }
    }

    /// Closes its socket, once.
    func end(_ entry: Entry) {
        change.withLock {
            guard all.removeValue(forKey: ObjectIdentifier(entry)) != nil else { return }
            shutdown(entry.socket, Int32(SHUT_RDWR))
            Glibc.close(entry.socket)
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
                shutdown(entry.socket, Int32(SHUT_RD))
            }
            let deadline = Date(timeIntervalSinceNow: seconds)
            while !all.isEmpty, change.wait(until: deadline) {}
            for entry in all.values { shutdown(entry.socket, Int32(SHUT_RDWR)) }
            return all.isEmpty
        }
    }
}
