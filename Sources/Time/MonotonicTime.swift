import Glibc

/// A reading of a clock that never goes backward, for measuring durations.
public struct MonotonicTime: Sendable {
    private let nanoseconds: Int64

    public static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Returns the reading that many milliseconds later.
    public func adding(milliseconds: Int64) -> MonotonicTime {
        MonotonicTime(nanoseconds: nanoseconds + milliseconds * 1_000_000)
    }

    /// Returns the milliseconds until a later reading, to the microsecond.
    public func milliseconds(until later: MonotonicTime) -> Double {
        Double((later.nanoseconds - nanoseconds) / 1_000) / 1_000
    }
}
