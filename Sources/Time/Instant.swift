import Glibc

/// A moment on the UTC time line, to the millisecond.
///
/// Arithmetic saturates: a result outside the range of an `Int64` becomes the nearest end of it.
public struct Instant: Hashable, Comparable, Sendable {
    /// The number of milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
    public let milliseconds: Int64

    /// Creates the moment that many milliseconds after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Creates the moment that many whole seconds after 1970-01-01T00:00:00Z.
    public init(seconds: Int64) {
        milliseconds = seconds.multipliedSaturated(by: 1000)
    }

    /// The current time of the system's clock.
    public static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The number of whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        milliseconds.dividedDown(by: 1000).quotient
    }

    public static func < (one: Instant, other: Instant) -> Bool {
        one.milliseconds < other.milliseconds
    }
}

extension Instant {
    /// Returns the moment that much later, or earlier for a negative number.
    public func adding(milliseconds: Int) -> Instant {
        Instant(milliseconds: self.milliseconds.addingSaturated(Int64(milliseconds)))
    }

    /// Returns the moment that much later, or earlier for a negative number.
    public func adding(seconds: Int) -> Instant {
        adding(seconds, of: 1000)
    }

    /// Returns the moment that much later, or earlier for a negative number.
    public func adding(minutes: Int) -> Instant {
        adding(minutes, of: 60_000)
    }

    /// Returns the moment that much later, or earlier for a negative number.
    public func adding(hours: Int) -> Instant {
        adding(hours, of: 3_600_000)
    }

    /// Returns the milliseconds from this moment to another, negative if the other is earlier.
    public func milliseconds(until other: Instant) -> Int {
        Int(other.milliseconds.subtractingSaturated(milliseconds))
    }

    /// Returns the whole seconds from this moment to another, rounded towards zero, negative if the other is earlier.
    public func seconds(until other: Instant) -> Int {
        milliseconds(until: other) / 1000
    }

    private func adding(_ count: Int, of unit: Int64) -> Instant {
        let (change, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
        guard !overflow else { return Instant(milliseconds: count < 0 ? .min : .max) }
        return Instant(milliseconds: milliseconds.addingSaturated(change))
    }
}
