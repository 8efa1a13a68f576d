internal import Foundation

/// Lets writes that come at the same time share one transaction, and so one wait for the disk.
///
/// Whoever finds nobody writing leads: it runs its own write and those that came meanwhile, commits, and hands the lead
/// to the first of those that came during the commit. A lone writer meets no other thread.
final class GroupCommit: @unchecked Sendable {
    /// How many writes may go into one transaction: nobody is to wait for ever for those that come later.
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
        engine.tidyLog(of: loggedPages)
    }

    private func takeWaiting(upTo most: Int) -> [Ticket] {
        lock.withLock {
            let taken = Array(waiting.prefix(most))
            waiting.removeFirst(taken.count)
            return taken
        }
    }

    /// Lets no further write begin, and waits for those under way; returns whether it was open until now.
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
