import Foundation
import Testing
import Time

@testable import LocalGateway

/// The bell that wakes those who read streams, and lets all go at the end.
struct DoorbellTests {
    /// How many milliseconds a thread waits at the bell while the closure goes on beside it.
    private func wait(at bell: Doorbell, _ wait: @escaping @Sendable () -> Void, while other: () -> Void) -> Double {
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

    @Test("a ring ends the waiting for it, also one that came before the waiting")
    func rings() {
        let bell = Doorbell()
        let count = bell.count
        #expect(wait(at: bell, { bell.wait(since: count, seconds: 10) }, while: { bell.ring() }) < 5_000)
        #expect(wait(at: bell, { bell.wait(since: count, seconds: 10) }, while: {}) < 5_000)
    }

    @Test("a pause goes on however often it rings")
    func pauses() {
        let bell = Doorbell()
        let waited = wait(at: bell, { bell.pause(0.2) }) {
            for _ in 1...50 {
                usleep(1_000)
                bell.ring()
            }
        }
        #expect((200..<5_000).contains(waited))
        #expect(bell.count == 50)
    }

    @Test("when it is time to go, nobody waits or pauses any more")
    func closes() {
        let bell = Doorbell()
        #expect(wait(at: bell, { bell.pause(20) }, while: { bell.close() }) < 5_000)
        #expect(wait(at: bell, { bell.wait(since: bell.count, seconds: 20) }, while: {}) < 5_000)
        #expect(bell.isClosed)
    }
}
