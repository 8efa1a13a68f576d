import Foundation

/// Tells threads that wait for something that there may be something, or that it is time to go.
final class Doorbell: @unchecked Sendable {
    private let change = NSCondition()
    private var rings = 0
    private var closed = false

    /// How often it has rung: to be read before looking, so that no ring is missed between looking and waiting.
    var count: Int { change.withLock { rings } }

    var isClosed: Bool { change.withLock { closed } }

    func ring() {
        change.withLock {
            rings += 1
            change.broadcast()
        }
    }

    /// Ends all waiting, for good.
    func close() {
        change.withLock {
            closed = true
            change.broadcast()
        }
    }

    /// Waits until it rings again, so many seconds at most.
    func wait(since count: Int, seconds: Double) {
        change.withLock {
            let time = Date(timeIntervalSinceNow: seconds)
            while rings == count, !closed, change.wait(until: time) {}
        }
    }

    /// Waits so many seconds, however often it rings.
    func pause(_ seconds: Double) {
        change.withLock {
            let time = Date(timeIntervalSinceNow: seconds)
            while !closed, change.wait(until: time) {}
        }
    }
}
