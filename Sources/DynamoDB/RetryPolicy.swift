import Glibc
public import Time

/// How often a request is tried, and how long the pauses are: exponential with full jitter, so that those who were
/// turned away together do not come back together.
public struct RetryPolicy: Sendable {
    public var tries: Int
    public var baseMilliseconds: Int
    public var longestMilliseconds: Int

    public init(tries: Int = 8, baseMilliseconds: Int = 50, longestMilliseconds: Int = 1_000) {
        self.tries = tries
        self.baseMilliseconds = baseMilliseconds
        self.longestMilliseconds = longestMilliseconds
    }

    /// The pause after that many failed tries; nil when there is to be no further one.
    public func pause(afterTry failed: Int, random: inout some RandomNumberGenerator) -> Int? {
        guard failed < tries else { return nil }
        let doublings = min(failed - 1, 20)
        return Int.random(in: 0...min(longestMilliseconds, baseMilliseconds << doublings), using: &random)
    }
}

/// Where the client reads the time, waits, and takes its chances; a test has its own.
public struct Pacing {
    public var now: () -> Instant
    public var wait: (_ milliseconds: Int) -> Void
    public var random: any RandomNumberGenerator

    public init(
        now: @escaping () -> Instant, wait: @escaping (_ milliseconds: Int) -> Void, random: any RandomNumberGenerator
    ) {
        self.now = now
        self.wait = wait
        self.random = random
    }

    /// The system's.
    public static var real: Pacing {
        Pacing(now: { .now }, wait: { usleep(UInt32($0) * 1_000) }, random: SystemRandomNumberGenerator())
    }
}
