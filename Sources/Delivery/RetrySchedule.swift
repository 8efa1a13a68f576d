/// When an effect that met a setback is tried again, and when it is given up.
public struct RetrySchedule: Equatable, Sendable {
    /// What comes after a setback.
    enum Aftermath: Equatable {
        /// Another try, so much later; `attempts` are those that count from then on.
        case later(milliseconds: Int, attempts: Int)
        case givenUp
    }

    /// How long the pause after the first try is at most; it doubles with each further one.
    public var firstSeconds: Int
    /// What no pause goes over.
    public var longestSeconds: Int
    /// How many tries there are in all.
    public var tries: Int
    /// How long the pause is at most while the cause is ours to mend.
    public var secondsUntilMended: Int

    /// From a minute to an hour, forty-eight tries, which take a day at least and two at most, unless told
    /// otherwise; every ten minutes while the cause is ours.
    public init(
        firstSeconds: Int = 60, longestSeconds: Int = 3_600, tries: Int = 48, secondsUntilMended: Int = 600
    ) {
        self.firstSeconds = firstSeconds
        self.longestSeconds = longestSeconds
        self.tries = tries
        self.secondsUntilMended = secondsUntilMended
    }

    /// What comes after that many tries, the last of which met a setback of that kind.
    ///
    /// A try that failed for a cause of ours, or because the service takes no more for now, does not count, so that
    /// nothing is given up for it.
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

    /// The pause after that many tries, in milliseconds: the whole of it or some part down to the half, so that those
    /// which failed together do not come back together.
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
