import Glibc
public import Time

/// How often a request is tried, and how long the pauses are: exponential with full jitter, so that those who were
/// turned away together do not come back together.
public struct RetryPolicy: Sendable {
    /// How many tries there are in all, the first one included.
    public var tries: Int
    /// How long the pause after the first try is at most; it doubles with each further one.
    public var baseMilliseconds: Int
    /// What no pause goes over.
    public var longestMilliseconds: Int

    /// Eight tries, with pauses of three and a half seconds in all at most, unless told otherwise.
    public init(tries: Int = 8, baseMilliseconds: Int = 50, longestMilliseconds: Int = 1_000) {
        self.tries = tries
        self.baseMilliseconds = baseMilliseconds
        self.longestMilliseconds = longestMilliseconds
    }

    /// The pause after that many failed tries; nil when there is to be no further one.
    public func pause(afterTry failed: Int, random: inout some RandomNumberGenerator) -> Int? {
        guard failed < tries else { return nil }
        let factor = 1 << min(max(failed - 1, 0), 30)
        let (grown, overflow) = baseMilliseconds.multipliedReportingOverflow(by: factor)
        let longest = overflow ? longestMilliseconds : min(longestMilliseconds, grown)
        return Int.random(in: 0...max(longest, 0), using: &random)
    }
}

/// Where the client reads the time, waits, and takes its chances; a test has its own.
public struct Pacing {
    /// The time that requests are signed with and deadlines held against.
    public var now: () -> Instant
    /// Passes the pause between two tries.
    public var wait: (_ milliseconds: Int) -> Void
    /// What decides how long a pause is.
    public var random: any RandomNumberGenerator

    /// A pacing of these parts.
    public init(
        now: @escaping () -> Instant, wait: @escaping (_ milliseconds: Int) -> Void, random: any RandomNumberGenerator
    ) {
        self.now = now
        self.wait = wait
        self.random = random
    }

    /// The system's clock, sleep and chances.
    public static var real: Pacing {
        Pacing(now: { .now }, wait: sleep, random: SystemRandomNumberGenerator())
    }

    private static func sleep(milliseconds: Int) {
        var length = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
        // A signal may cut it short, which does no harm.
        nanosleep(&length, nil)
    }
}
