internal import Foundation

/// Lets concurrent writes share one transaction, and so one wait for the disk.
///
/// A write that finds no other one running becomes the leader: it runs itself and the writes that arrived meanwhile,
/// commits, and passes the lead to the first write that arrived during the commit. A lone writer involves no other
/// thread.
final class GroupCommit: @unchecked Sendable {
    /// The most writes in one transaction, so that the first ones don't wait forever for later ones.
    private static let most = 128

    private let lock = NSLock()
    private let idle = NSCondition()
    private var waiting: [Ticket] = []
    private var isLed = false
    private var isClosed = false
    private let engine: Engine

    init(_ engine: Engine) {
        self.engine = engine
    }

    func run(_ ticket: Ticket) throws {
        let isLeader = try lock.withLock {
            guard !isClosed else { throw StoreError("the store is closed") }
            guard isLed else {
                isLed = true
                return true
            }
            waiting.append(ticket)
            return false
        }
        if isLeader || ticket.wait() == .lead { lead(ticket) }
        if let failure = ticket.failure { throw failure }
    }

    private func lead(_ ticket: Ticket) {
        let group = engine.commit([ticket] + takeWaiting(upTo: Self.most - 1)) { takeWaiting(upTo: Self.most - $0) }
        let loggedPages = engine.loggedPages
        let next = lock.withLock {
            guard waiting.isEmpty else { return Optional(waiting.removeFirst()) }
            isLed = false
            return nil
        }
        next?.pass(.lead)
        for other in group where other !== ticket { other.pass(.done) }
        if next == nil { idle.withLock { idle.broadcast() } }
        engine.checkpointLog(of: loggedPages)
    }

    private func takeWaiting(upTo most: Int) -> [Ticket] {
        lock.withLock {
            let taken = Array(waiting.prefix(most))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Rejects further writes and waits for running ones; returns whether it was open before.
    func close() -> Bool {
        let wasOpen = lock.withLock {
            defer { isClosed = true }
            return !isClosed
        }
        idle.withLock {
            while lock.withLock({ isLed }) { idle.wait() }
        }
        return wasOpen
    }
}
