import Glibc

/// A moment on the UTC time line, to the millisecond.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment that many whole seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        milliseconds = seconds * 1000
    }

    /// The system's clock, read now.
    public static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    public static func < (one: Instant, other: Instant) -> Bool {
        one.milliseconds < other.milliseconds
    }
}
