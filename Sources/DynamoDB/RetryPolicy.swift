import Glibc
public import Time

/// The number of attempts and the pauses between them: exponential with full jitter, so that clients throttled together
/// don't return together.
public struct RetryPolicy: Sendable {
    /// The total number of attempts, including the first.
    public var tries: Int
    /// The maximum pause after the first attempt; it doubles with each further one.
    public var baseMilliseconds: Int
    /// The upper limit of all pauses.
    public var longestMilliseconds: Int

    /// Creates a policy; by default eight attempts, with pauses of at most three and a half seconds in all.
    public init(tries: Int = 8, baseMilliseconds: Int = 50, longestMilliseconds: Int = 1_000) {
        self.tries = tries
        self.baseMilliseconds = baseMilliseconds
        self.longestMilliseconds = longestMilliseconds
    }

    /// Returns the pause after that many failed attempts; nil when there are no more.
    public func pause(afterTry failed: Int, random: inout some RandomNumberGenerator) -> Int? {
        guard failed < tries else { return nil }
        let factor = 1 << min(max(failed - 1, 0), 30)
        let (grown, overflow) = baseMilliseconds.multipliedReportingOverflow(by: factor)
        let longest = overflow ? longestMilliseconds : min(longestMilliseconds, grown)
        return Int.random(in: 0...max(longest, 0), using: &random)
    }
}

/// The client's source of time, pauses and randomness; tests supply their own.
public struct Pacing {
    /// The time for signing requests and checking deadlines.
    public var now: () -> Instant
    /// Waits between two attempts.
    public var wait: (_ milliseconds: Int) -> Void
    /// The source of randomness for the pauses.
    public var random: any RandomNumberGenerator

    /// Creates a pacing from its parts.
    public init(
        now: @escaping () -> Instant, wait: @escaping (_ milliseconds: Int) -> Void, random: any RandomNumberGenerator
    ) {
        self.now = now
        self.wait = wait
        self.random = random
    }

    /// The system's clock, sleep and random numbers.
    public static var real: Pacing {
        Pacing(now: { .now }, wait: sleep, random: SystemRandomNumberGenerator())
    }

    private static func sleep(milliseconds: Int) {
        var length = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
        // A signal may cut it short, which does no harm.
        nanosleep(&length, nil)
    }
}
