import Foundation

/// Does a piece of work again and again, on a thread of its own.
public final class Repetition: @unchecked Sendable {
    private let change = NSCondition()
    private var isStopped = false
    private var isWorking = false

    /// Begins after the first pause of so many seconds.
    public init(every seconds: Double, _ work: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            while begin(after: seconds) {
                work()
                end()
            }
        }
    }

    /// Returns when the work is not under way, and will not be again.
    public func stop() {
        change.withLock {
            isStopped = true
            change.broadcast()
            while isWorking { change.wait() }
        }
    }

    private func begin(after seconds: Double) -> Bool {
        change.withLock {
            let time = Date(timeIntervalSinceNow: seconds)
            while !isStopped, change.wait(until: time) {}
            isWorking = !isStopped
            return isWorking
        }
    }

    private func end() {
        change.withLock {
            isWorking = false
            change.broadcast()
        }
    }
}
