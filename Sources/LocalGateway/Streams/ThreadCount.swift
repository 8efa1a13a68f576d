import Foundation

/// Threads whose end can be waited for.
final class ThreadCount: @unchecked Sendable {
    private let change = NSCondition()
    private var count = 0

    /// Runs the closure on its own thread.
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

    /// Waits until all threads have ended, or for `seconds` seconds.
    func wait(seconds: Double) {
        change.withLock {
            let time = Date(timeIntervalSinceNow: seconds)
            while count > 0, change.wait(until: time) {}
        }
    }
}
