internal import Foundation

/// The thread that shows changes once they are due, in a store with a lag.
final class LagThread: @unchecked Sendable {
    private let clock: @Sendable () -> Int64
    private let change = NSCondition()
    private var isAwake = true
    private var isStopped = false

    init(clock: @escaping @Sendable () -> Int64) {
        self.clock = clock
    }

    /// The thread keeps the store only while it works: a store that nobody uses any more ends.
    func start(for store: TableStore) {
        let work: @Sendable () -> Int64? = { [weak store, clock] in
            // What fails now is tried again soon; those who write are told by their own writes.
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

    /// Waits until there may be something queued; false when there never will be.
    private func waitForWork() -> Bool {
        change.withLock {
            while !isAwake, !isStopped { change.wait() }
            isAwake = false
            return !isStopped
        }
    }

    /// Stays awake while something is queued; the clock may be any, and so is asked again soon.
    private func wait(until due: Int64?) {
        guard let due else { return }
        change.withLock {
            isAwake = true
            let milliseconds = due == .min ? 10 : min(max(due - clock(), 1), 10)
            if !isStopped { _ = change.wait(until: Date(timeIntervalSinceNow: Double(milliseconds) / 1000)) }
        }
    }
}
