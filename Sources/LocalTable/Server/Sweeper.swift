import Foundation

/// Does a piece of work again and again, on a thread of its own.
final class Sweeper: @unchecked Sendable {
    private let change = NSCondition()
    private var isStopped = false
    private var isWorking = false

    init(
        every seconds: Int, _ work: @escaping @Sendable () throws -> Void, write: @escaping @Sendable (String) -> Void
    ) {
        Thread.detachNewThread { [self] in
            while begin(after: Double(seconds)) {
                do {
                    try work()
                } catch {
                    write("the sweep for expired items failed: \(error)")
                }
                end()
            }
        }
    }

    /// Returns when the work is not under way, and will not be again.
    func stop() {
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
