public import DynamoDB
public import Platform
import Time

/// A limited number of attempts at a change that other requests may get in the way of.
///
/// Each attempt reads everything anew. Between attempts there are random pauses, and no attempt begins without time for
/// it.
public struct Attempts {
    private let host: Host
    private let policy: RetryPolicy
    private var pacing: Pacing

    /// Creates attempts: eight by default, with pauses of at most a quarter of a second.
    public init(
        on host: Host, policy: RetryPolicy = RetryPolicy(tries: 8, baseMilliseconds: 10, longestMilliseconds: 250),
        pacing: Pacing = .real
    ) {
        self.host = host
        self.policy = policy
        self.pacing = pacing
    }

    /// Returns the result of `attempt`, which is nil if another request came first and everything has to be read anew.
    ///
    /// - Throws: `ContentionError` if other requests came first at every attempt.
    public func run<Answer>(_ attempt: () throws -> Answer?) throws -> Answer {
        var (pacing, failed) = (pacing, 0)
        while true {
            if let answer = try attempt() { return answer }
            failed += 1
            guard let pause = policy.pause(afterTry: failed, random: &pacing.random),
                host.deadline.map({ pacing.now().adding(milliseconds: pause) < $0 }) ?? true
            else { throw ContentionError() }
            pacing.wait(pause)
        }
    }
}

/// The error of a request that gets no turn because too many others change the same items at the same time.
public struct ContentionError: Error, Equatable {
    /// Creates the error.
    public init() {}
}

extension ContentionError: DescribesProblem {
    /// The problem for callers.
    public var problem: Problem {
        Problem(
            .busy(retryAfter: 1), code: "contention",
            Phrase(
                english: "Too many people are asking for the same thing. Please try again in a moment.",
                french: "Trop de personnes demandent la même chose. Veuillez réessayer dans un instant."))
    }
}

extension Table {
    /// Writes everything or nothing; returns false if a condition fails because another request came first.
    ///
    /// - Throws: `ContentionError` if other writes were in the way through all retries.
    public func transactUnlessOvertaken(_ actions: [TransactionAction]) throws -> Bool {
        try unlessOvertaken { try transact(actions) } != nil
    }
}

/// Returns the result of `write`; nil if a condition fails because another request came first.
///
/// - Throws: `ContentionError` if other writes were in the way through all retries.
public func unlessOvertaken<Answer>(_ write: () throws -> Answer) throws -> Answer? {
    do {
        return try write()
    } catch DynamoDBError.transactionCancelled(let reasons) where reasons.contains(where: \.isConditionFailure) {
        return nil
    } catch DynamoDBError.contention {
        throw ContentionError()
    }
}
