internal import Foundation

/// The thread that makes changes visible when they are due, in a store with a lag.
final class LagThread: @unchecked Sendable {
    private let clock: @Sendable () -> Int64
    private let change = NSCondition()
    private var isAwake = true
    private var isStopped = false

    init(clock: @escaping @Sendable () -> Int64) {
        self.clock = clock
    }

    /// Starts the thread, which holds the store only while it works, so that an unused store can be freed.
    func start(for store: TableStore) {
        let work: @Sendable () -> Int64? = { [weak store, clock] in
            // A failure is retried soon; writers learn of it from their own writes.
            do { return try store?.applyDue(at: clock()) } catch { return .min }
        }
        Thread.detachNewThread { [self] in
            while waitForWork() { wait(until: work()) }
        }
    }

    func wake() {
        change.withLock {
            isAwake = true
            change.signal()
        }
    }

    func stop() {
        change.withLock {
            isStopped = true
            change.signal()
        }
    }

    /// Waits until something may be queued; returns false when the store is gone.
    private func waitForWork() -> Bool {
        change.withLock {
            while !isAwake, !isStopped { change.wait() }
            isAwake = false
            return !isStopped
        }
    }

    /// Polls while something is queued, because the clock may be any function.
    private func wait(until due: Int64?) {
        guard let due else { return }
        change.withLock {
            isAwake = true
            let milliseconds = due == .min ? 10 : min(max(due - clock(), 1), 10)
            if !isStopped { _ = change.wait(until: Date(timeIntervalSinceNow: Double(milliseconds) / 1000)) }
        }
    }
}
