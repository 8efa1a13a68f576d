public import DynamoDB
public import Platform
import Time

/// Tries what others may get in the way of, each time with what it reads anew: a few times, with pauses by chance, as
/// long as there is time for it.
public struct Attempts {
    private let host: Host
    private let policy: RetryPolicy
    private var pacing: Pacing

    /// Eight tries, with pauses of a quarter of a second at most, unless told otherwise.
    public init(
        on host: Host, policy: RetryPolicy = RetryPolicy(tries: 8, baseMilliseconds: 10, longestMilliseconds: 250),
        pacing: Pacing = .real
    ) {
        self.host = host
        self.policy = policy
        self.pacing = pacing
    }

    /// What `attempt` answers, which is nil when somebody else was first; `EventError.contention` when they always
    /// were.
    public func settle<Answer>(_ attempt: () throws -> Answer?) throws -> Answer {
        var (pacing, failed) = (pacing, 0)
        while true {
            if let answer = try attempt() { return answer }
            failed += 1
            guard let pause = policy.pause(afterTry: failed, random: &pacing.random),
                host.deadline.map({ pacing.now().adding(milliseconds: pause) < $0 }) ?? true
            else { throw EventError.contention }
            pacing.wait(pause)
        }
    }
}
