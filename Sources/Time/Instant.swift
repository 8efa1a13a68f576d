import Glibc

/// A moment on the UTC time line, to the millisecond.
///
/// Arithmetic saturates: what would lie outside the range of an `Int64` becomes its nearest end.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int64

    /// The moment that many milliseconds after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment that many whole seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        milliseconds = seconds.multipliedSaturated(by: 1000)
    }

    /// The system's clock, read now.
    public static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        milliseconds.dividedDown(by: 1000).quotient
    }

    public static func < (one: Instant, other: Instant) -> Bool {
        one.milliseconds < other.milliseconds
    }
}

extension Instant {
    /// The moment that much later, or earlier for a negative number.
    public func adding(milliseconds: Int) -> Instant {
        Instant(milliseconds: self.milliseconds.addingSaturated(Int64(milliseconds)))
    }

    /// The moment that much later, or earlier for a negative number.
    public func adding(seconds: Int) -> Instant {
        adding(seconds, of: 1000)
    }

    /// The moment that much later, or earlier for a negative number.
    public func adding(minutes: Int) -> Instant {
        adding(minutes, of: 60_000)
    }

    /// The moment that much later, or earlier for a negative number.
    public func adding(hours: Int) -> Instant {
        adding(hours, of: 3_600_000)
    }

    /// The milliseconds from this moment to the other, negative when the other is earlier.
    public func milliseconds(until other: Instant) -> Int {
        Int(other.milliseconds.subtractingSaturated(milliseconds))
    }

    /// The whole seconds from this moment to the other, rounded towards zero, negative when the other is earlier.
    public func seconds(until other: Instant) -> Int {
        milliseconds(until: other) / 1000
    }

    private func adding(_ count: Int, of unit: Int64) -> Instant {
        let (change, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
        guard !overflow else { return Instant(milliseconds: count < 0 ? .min : .max) }
        return Instant(milliseconds: milliseconds.addingSaturated(change))
    }
}
