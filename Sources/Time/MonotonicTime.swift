import Glibc

/// A reading of the clock that only ever goes forward, for measuring how long something took.
public struct MonotonicTime: Sendable {
    private let nanoseconds: Int64

    public static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The reading so many milliseconds later.
    public func adding(milliseconds: Int64) -> MonotonicTime {
        MonotonicTime(nanoseconds: nanoseconds + milliseconds * 1_000_000)
    }

    /// Milliseconds, to the microsecond.
    public func milliseconds(until later: MonotonicTime) -> Double {
        Double((later.nanoseconds - nanoseconds) / 1_000) / 1_000
    }
}
