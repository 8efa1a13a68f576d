import Glibc

/// Signals changes and shutdown to waiting threads.
///
/// It uses a monotonic clock: setting the time of day back would otherwise prolong every wait.
final class ChangeSignal: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changing = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    /// For threads that don't wait for changes, since changes are frequent and waking up costs more than signaling.
    private let closing = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var changes = 0
    private var closed = false

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changing, &attributes)
        pthread_cond_init(closing, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_cond_destroy(changing)
        pthread_cond_destroy(closing)
        pthread_mutex_destroy(lock)
        changing.deallocate()
        closing.deallocate()
        lock.deallocate()
    }

    /// The number of changes; read it before checking for work, so that no change is missed before waiting.
    var count: Int { withLock { changes } }

    var isClosed: Bool { withLock { closed } }

    func signal() {
        withLock {
            changes += 1
            pthread_cond_broadcast(changing)
        }
    }

    /// Ends all current and future waits.
    func close() {
        withLock {
            closed = true
            pthread_cond_broadcast(changing)
            pthread_cond_broadcast(closing)
        }
    }

    /// Waits until a change, or for `seconds` seconds.
    func wait(since count: Int, seconds: Double) {
        wait(for: changing, seconds) { changes == count }
    }

    /// Waits for `seconds` seconds, regardless of changes.
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
