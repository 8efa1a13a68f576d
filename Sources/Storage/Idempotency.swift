import AWS
public import DynamoDB
import JSON
public import Platform
public import Time

/// A reason why a request with an idempotency key fails.
public enum IdempotencyError: Error, Equatable {
    /// The key was used before, with another request.
    case keyReused
}

extension IdempotencyError: DescribesProblem {
    /// The problem for callers.
    public var problem: Problem {
        Problem(
            .unprocessable, code: "idempotency_key_reused",
            Phrase(
                english: "This Idempotency-Key was used before with a different request.",
                french: "Cet en-tête Idempotency-Key a déjà servi pour une requête différente."),
            details: [.init(field: "Idempotency-Key", problem: "was used with a different request")])
    }
}

/// The result of a transaction that may have been carried out before.
public enum Settlement<Answer> {
    case done(Answer)
    /// A repetition of the same request, with its first answer; nothing was done.
    case repeated(Answer)

    /// The answer in either case.
    public var answer: Answer {
        switch self {
        case .done(let answer), .repeated(let answer): answer
        }
    }
}

extension Settlement: Equatable where Answer: Equatable {}
extension Settlement: Sendable where Answer: Sendable {}

/// A claim of a caller to get the first answer to the same request, if there was one.
public struct IdempotencyClaim {
    /// The time for which a first answer is kept.
    private static let lifetimeHours = 24
    /// The beginning of the sort keys of claims.
    static let prefix = "IDEMPOTENCY#"

    private let user: UserID
    private let key: IdempotencyKey
    private let now: Instant

    /// Creates a claim; nil for a request without a key, which claims nothing.
    public init?(_ key: IdempotencyKey?, by user: UserID, at now: Instant) {
        guard let key else { return nil }
        self.user = user
        self.key = key
        self.now = now
    }

    /// Returns the write that makes the claim, with the answer from then on, in the transaction of the effect.
    ///
    /// It fails if the key is known and has not expired. The service removes expired items late, so the time is tested
    /// here.
    fileprivate func put(answer: some Encodable) throws(DynamoDBError) -> TransactionAction {
        let item = itemKey.merging([
            "entityType": "IDEMPOTENCY",
            "fingerprint": .string(fingerprint),
            "answer": .map(try Item(encoding: answer)),
            "expiresAt": .number(now.adding(hours: Self.lifetimeHours).seconds),
        ]) { key, _ in key }
        return .put(item, if: attribute("PK").isMissing || attribute("expiresAt") < .number(now.seconds))
    }

    /// Returns the first answer, from the item that stood in the claim's way.
    fileprivate func firstAnswer<Answer: Decodable>(_ item: Item) throws -> Answer {
        // Another request's answer may have another shape, so it is not decoded at all.
        guard try item.decode(KnownRequest.self).fingerprint == fingerprint else { throw IdempotencyError.keyReused }
        return try item.decode(FirstAnswer<Answer>.self).answer
    }

    /// Returns whether the claim in the item still counts.
    fileprivate func isKept(by item: Item) -> Bool {
        item["expiresAt"]?.int.map { $0 >= now.seconds } ?? false
    }

    /// The key of the claim's item.
    fileprivate var itemKey: Item { .key(partition(of: user), Self.prefix + key.text) }

    private var fingerprint: String { SHA256.hexHash(key.request) }
}

extension Table {
    /// Returns the result of `body`; if it refuses the request, the first answer to the same request.
    ///
    /// A repeated request may be refused just because it was carried out before.
    ///
    /// - Throws: The error of `body`, or `IdempotencyError.keyReused` if the claim was made with another request.
    public func once<Answer: Codable, Refusal: Error>(
        _ claim: IdempotencyClaim?, unlessRefusedBy refusal: Refusal.Type, _ body: () throws -> Answer?
    ) throws -> Answer? {
        do {
            return try body()
        } catch let refusal as Refusal {
            guard let first: Answer = try firstAnswer(claim) else { throw refusal }
            return first
        }
    }

    /// Carries out all actions or none, and stores the answer under the claim.
    ///
    /// If the claim was made before, it does nothing and returns the first answer, whatever else is in the
    /// transaction's way. The answer must encode as an object. Reasons in `transactionCancelled` are in the order of
    /// `actions`, the claim's own after them.
    ///
    /// - Throws: `IdempotencyError.keyReused` if the claim was made with another request.
    public func transact<Answer: Codable>(
        _ actions: [TransactionAction], claim: IdempotencyClaim?, answer: Answer
    ) throws -> Settlement<Answer> {
        do {
            let claims = try claim.map { try [$0.put(answer: answer)] } ?? []
            try transact(actions + claims)
            return .done(answer)
        } catch DynamoDBError.transactionCancelled(let reasons) {
            // The service puts the item that failed a claim beside the reason, since the claim asks for it.
            if let claim, reasons.count > actions.count, let obstacle = reasons[actions.count].item {
                return .repeated(try claim.firstAnswer(obstacle))
            }
            // The obstacle may be the effect of the same request's first time.
            if reasons.contains(where: \.isConditionFailure), let first: Answer = try firstAnswer(claim) {
                return .repeated(first)
            }
            throw DynamoDBError.transactionCancelled(reasons)
        }
    }

    /// Returns the first answer to the same request; nil if there is none, or nothing is claimed.
    private func firstAnswer<Answer: Decodable>(_ claim: IdempotencyClaim?) throws -> Answer? {
        guard let claim, let item = try get(claim.itemKey), claim.isKept(by: item) else { return nil }
        return try claim.firstAnswer(item)
    }
}

/// The request that a claim was made with.
private struct KnownRequest: Decodable {
    let fingerprint: String
}

/// The first answer to that request.
private struct FirstAnswer<Answer: Decodable>: Decodable {
    let answer: Answer
}
