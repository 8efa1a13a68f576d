import Foundation

/// Threads that can be waited for.
final class ThreadCount: @unchecked Sendable {
    private let change = NSCondition()
    private var count = 0

    /// Does the work on a thread of its own.
    func begin(_ work: @escaping @Sendable () -> Void) {
        change.withLock { count += 1 }
        Thread.detachNewThread { [self] in
            work()
            change.withLock {
                count -= 1
                change.broadcast()
            }
        }
    }

    /// Waits until all work is done, so many seconds at most.
    func wait(seconds: Double) {
        change.withLock {
            let time = Date(timeIntervalSinceNow: seconds)
            while count > 0, change.wait(until: time) {}
        }
    }
}
