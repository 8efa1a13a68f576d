/// The times of an effect's retries after a setback, and the number of tries before it is given up.
public struct RetrySchedule: Equatable, Sendable {
    /// The consequence of a setback.
    enum Aftermath: Equatable {
        /// A retry after the given time; `attempts` is the number of tries that count from then on.
        case later(milliseconds: Int, attempts: Int)
        case givenUp
    }

    /// The maximum pause after the first try, which doubles with each further one.
    public var firstSeconds: Int
    /// The maximum of all pauses.
    public var longestSeconds: Int
    /// The number of tries in all.
    public var tries: Int
    /// The maximum pause while the cause is within the installation.
    public var secondsUntilMended: Int

    /// Creates a schedule: by default from a minute to an hour, with forty-eight tries.
    ///
    /// Those take one day at least and two at most. While the cause is within the installation, there is a try every
    /// ten minutes by default.
    public init(
        firstSeconds: Int = 60, longestSeconds: Int = 3_600, tries: Int = 48, secondsUntilMended: Int = 600
    ) {
        self.firstSeconds = firstSeconds
        self.longestSeconds = longestSeconds
        self.tries = tries
        self.secondsUntilMended = secondsUntilMended
    }

    /// Returns the aftermath of the given number of tries, the last of which met the given kind of setback.
    ///
    /// A try does not count if its cause lies within the installation, or if the service is throttling, so that no
    /// entry is given up for that.
    func aftermath(
        of kind: Setback.Kind, afterTry attempts: Int, random: inout some RandomNumberGenerator
    ) -> Aftermath {
        switch kind {
        case .passing where attempts < tries:
            .later(milliseconds: pause(afterTry: attempts, random: &random), attempts: attempts)
        case .throttled:
            .later(milliseconds: pause(afterTry: attempts, random: &random), attempts: max(attempts - 1, 0))
        case .passing, .final: .givenUp
        case .ours: .later(milliseconds: Self.some(of: secondsUntilMended, &random), attempts: max(attempts - 1, 0))
        }
    }

    /// Returns a random pause after the given number of tries, in milliseconds.
    ///
    /// It is between half and all of the maximum, so that entries which failed together do not come back together.
    func pause(afterTry attempts: Int, random: inout some RandomNumberGenerator) -> Int {
        let factor = 1 << min(max(attempts - 1, 0), 20)
        let (grown, overflow) = firstSeconds.multipliedReportingOverflow(by: factor)
        return Self.some(of: overflow ? longestSeconds : min(grown, longestSeconds), &random)
    }

    private static func some(of seconds: Int, _ random: inout some RandomNumberGenerator) -> Int {
        let whole = max(seconds, 0) * 1_000
        return Int.random(in: (whole / 2)...whole, using: &random)
    }
}
