import Foundation
import Testing
import Time

@testable import LocalGateway

/// The signal that wakes readers of streams, and releases them at the end.
struct ChangeSignalTests {
    /// Returns how many milliseconds a thread waits for the signal while the closure runs.
    private func wait(for changes: ChangeSignal, _ wait: @escaping @Sendable () -> Void, while other: () -> Void)
        -> Double
    {
        let done = DispatchSemaphore(value: 0)
        let start = MonotonicTime.now
        Thread.detachNewThread {
            wait()
            done.signal()
        }
        other()
        #expect(done.wait(timeout: .now() + 20) == .success)
        return start.milliseconds(until: .now)
    }

    @Test("a signal ends the waiting for it, also one that came before the waiting")
    func signals() {
        let changes = ChangeSignal()
        let count = changes.count
        #expect(wait(for: changes, { changes.wait(since: count, seconds: 10) }, while: { changes.signal() }) < 5_000)
        #expect(wait(for: changes, { changes.wait(since: count, seconds: 10) }, while: {}) < 5_000)
    }

    @Test("a pause goes on however many changes come")
    func pauses() {
        let changes = ChangeSignal()
        let waited = wait(for: changes, { changes.pause(0.2) }) {
            for _ in 1...50 {
                usleep(1_000)
                changes.signal()
            }
        }
        #expect((200..<5_000).contains(waited))
        #expect(changes.count == 50)
    }

    @Test("when it is time to go, nobody waits or pauses any more")
    func closes() {
        let changes = ChangeSignal()
        #expect(wait(for: changes, { changes.pause(20) }, while: { changes.close() }) < 5_000)
        #expect(wait(for: changes, { changes.wait(since: changes.count, seconds: 20) }, while: {}) < 5_000)
        #expect(changes.isClosed)
    }
}
