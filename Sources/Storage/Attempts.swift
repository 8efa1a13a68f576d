public import DynamoDB
public import Platform
import Time

/// A few attempts at something that others may get in the way of, each with what it reads anew, with random pauses in
/// between and for as long as there is time.
public struct Attempts {
    private let host: Host
    private let policy: RetryPolicy
    private var pacing: Pacing

    /// Eight attempts, with pauses of a quarter of a second at most, unless told otherwise.
    public init(
        on host: Host, policy: RetryPolicy = RetryPolicy(tries: 8, baseMilliseconds: 10, longestMilliseconds: 250),
        pacing: Pacing = .real
    ) {
        self.host = host
        self.policy = policy
        self.pacing = pacing
    }

    /// Returns what `attempt` returns, which is nil when somebody else was first and everything has to be read anew.
    ///
    /// - Throws: `ContentionError` if somebody else was first each time.
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

/// Too many requests want the same at the same time for this one to get its turn.
public struct ContentionError: Error, Equatable {
    /// The error; there is nothing more to say about it.
    public init() {}
}

extension ContentionError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        Problem(
            .busy(retryAfter: 1), code: "contention",
            Phrase(
                english: "Too many people are asking for the same thing. Please try again in a moment.",
                french: "Trop de personnes demandent la même chose. Veuillez réessayer dans un instant."))
    }
}

extension Table {
    /// Writes all of it, or nothing; false when a condition doesn't hold because others were first.
    ///
    /// - Throws: `ContentionError` if other writes were in the way through all retries.
    public func transactUnlessOvertaken(_ actions: [TransactionAction]) throws -> Bool {
        try unlessOvertaken { try transact(actions) } != nil
    }
}

/// Returns what `write` returns; nil when a condition doesn't hold because others were first.
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
