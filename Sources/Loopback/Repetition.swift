import Foundation

/// Repeats a piece of work on its own thread.
public final class Repetition: @unchecked Sendable {
    private let change = NSCondition()
    private var isStopped = false
    private var isWorking = false

    /// Starts after a first pause of `seconds` seconds.
    public init(every seconds: Double, _ work: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            while begin(after: seconds) {
                work()
                end()
            }
        }
    }

    /// Waits for running work, and prevents further runs.
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
