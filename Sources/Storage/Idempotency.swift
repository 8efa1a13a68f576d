import AWS
public import DynamoDB
import JSON
public import Platform
public import Time

/// Why a request with an idempotency key is not carried out.
public enum IdempotencyError: Error, Equatable {
    /// The key came before with another request.
    case keyReused
}

extension IdempotencyError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        Problem(
            .unprocessable, code: "idempotency_key_reused",
            Phrase(
                english: "This Idempotency-Key was used before with a different request.",
                french: "Cet en-tête Idempotency-Key a déjà servi pour une requête différente."),
            details: [.init(field: "Idempotency-Key", problem: "was used with a different request")])
    }
}

/// What became of a transaction that may have been done before.
public enum Settlement<Answer> {
    case done(Answer)
    /// The same request came before: nothing was done, and this was its answer.
    case repeated(Answer)

    /// What to answer, whichever it is.
    public var answer: Answer {
        switch self {
        case .done(let answer), .repeated(let answer): answer
        }
    }
}

extension Settlement: Equatable where Answer: Equatable {}
extension Settlement: Sendable where Answer: Sendable {}

/// A caller's claim to be answered as the first time, if there was one.
public struct IdempotencyClaim {
    /// How long a first answer is kept.
    private static let lifetimeHours = 24
    /// How the sort keys of claims begin.
    static let prefix = "IDEMPOTENCY#"

    private let user: UserID
    private let key: IdempotencyKey
    private let now: Instant

    /// Nil for a request without a key: it claims nothing.
    public init?(_ key: IdempotencyKey?, by user: UserID, at now: Instant) {
        guard let key else { return nil }
        self.user = user
        self.key = key
        self.now = now
    }

    /// The write that makes the claim in the transaction that has the effect, with the answer to give from then on.
    ///
    /// It fails when the key is known and its time not over; the service removes what is over late, so that the time is
    /// tested here.
    fileprivate func put(answer: some Encodable) throws(DynamoDBError) -> TransactionAction {
        let item = itemKey.merging([
            "entityType": "IDEMPOTENCY",
            "fingerprint": .string(fingerprint),
            "answer": .map(try Item(encoding: answer)),
            "expiresAt": .number(now.adding(hours: Self.lifetimeHours).seconds),
        ]) { key, _ in key }
        return .put(item, if: attribute("PK").isMissing || attribute("expiresAt") < .number(now.seconds))
    }

    /// The first answer, out of the item that stood in the claim's way.
    fileprivate func firstAnswer<Answer: Decodable>(_ item: Item) throws -> Answer {
        // Another request's answer may have another shape, so that it is not even looked at.
        guard try item.decode(KnownRequest.self).fingerprint == fingerprint else { throw IdempotencyError.keyReused }
        return try item.decode(FirstAnswer<Answer>.self).answer
    }

    /// Whether the claim that the item keeps still counts.
    fileprivate func isKept(by item: Item) -> Bool {
        item["expiresAt"]?.int.map { $0 >= now.seconds } ?? false
    }

    /// Where the claim is kept.
    fileprivate var itemKey: Item { .key(partition(of: user), Self.prefix + key.text) }

    private var fingerprint: String { SHA256.hexHash(key.request) }
}

extension Table {
    /// Returns what `body` returns; where it refuses the request, what the same request was answered the first time.
    ///
    /// A request that comes again may be refused just because it was carried out before.
    ///
    /// - Throws: What `body` throws, or `IdempotencyError.keyReused` if the claim was made with another request.
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

    /// Does all of it or nothing, and keeps the answer under the claim; for a claim that was made before, does nothing
    /// and returns the answer of that time, whatever else is in the transaction's way.
    ///
    /// The answer is one that encodes as an object. Reasons in `transactionCancelled` are in the order of `actions`, the
    /// claim's own after them.
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
            // What is in the way may be what the same request did the first time.
            if reasons.contains(where: \.isConditionFailure), let first: Answer = try firstAnswer(claim) {
                return .repeated(first)
            }
            throw DynamoDBError.transactionCancelled(reasons)
        }
    }

    /// What the same request was answered the first time; nil when there was none, or nothing is claimed.
    private func firstAnswer<Answer: Decodable>(_ claim: IdempotencyClaim?) throws -> Answer? {
        guard let claim, let item = try get(claim.itemKey), claim.isKept(by: item) else { return nil }
        return try claim.firstAnswer(item)
    }
}

/// The request that a claim was made with.
private struct KnownRequest: Decodable {
    let fingerprint: String
}

/// What that request was answered.
private struct FirstAnswer<Answer: Decodable>: Decodable {
    let answer: Answer
}
