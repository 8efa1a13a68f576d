import Glibc

/// Tells threads that wait for something that there may be something, or that it is time to go.
///
/// It waits by a clock that nobody sets: a time of day that is put back would otherwise lengthen all waiting.
final class Doorbell: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let ringing = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// For those whom no ring concerns: it rings for each change of a table, and to be woken costs more than to ring.
    private let closing = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var rings = 0
    private var closed = false

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(ringing, &attributes)
        pthread_cond_init(closing, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_cond_destroy(ringing)
        pthread_cond_destroy(closing)
        pthread_mutex_destroy(lock)
        ringing.deallocate()
        closing.deallocate()
        lock.deallocate()
    }

    /// How often it has rung: to be read before looking, so that no ring is missed between looking and waiting.
    var count: Int { withLock { rings } }

    var isClosed: Bool { withLock { closed } }

    func ring() {
        withLock {
            rings += 1
            pthread_cond_broadcast(ringing)
        }
    }

    /// Ends all waiting, for good.
    func close() {
        withLock {
            closed = true
            pthread_cond_broadcast(ringing)
            pthread_cond_broadcast(closing)
        }
    }

    /// Waits until it rings again, so many seconds at most.
    func wait(since count: Int, seconds: Double) {
        wait(for: ringing, seconds) { rings == count }
    }

    /// Waits so many seconds, however often it rings.
    func pause(_ seconds: Double) {
        wait(for: closing, seconds) { true }
    }

    private func wait(for change: UnsafeMutablePointer<pthread_cond_t>, _ seconds: Double, while isWanted: () -> Bool) {
        var end = Self.time(in: seconds)
        withLock {
            while isWanted(), !closed, pthread_cond_timedwait(change, lock, &end) != ETIMEDOUT {}
        }
    }

    private static func time(in seconds: Double) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + Int(max(0, seconds).truncatingRemainder(dividingBy: 1) * 1e9)
        time.tv_sec += Int(max(0, seconds)) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
