public import AWS
public import JSON
public import Platform

/// Why the table could not do what was asked.
public enum DynamoDBError: Error, Equatable, Sendable {
    /// A write's condition did not hold; with the item as it is, when it was asked for.
    case conditionFailed(item: Item?)
    /// A transaction did nothing; one reason for each of its actions, in their order.
    case transactionCancelled([CancellationReason])
    /// Other writes held the item through all our tries; nothing was done.
    case contention(detail: String)
    /// The same client request token came before with another transaction.
    case tokenReused
    /// A rule of the service was broken: a fault of the program. `type` is the service's name for it.
    case rejected(type: String, message: String)
    /// The table, index or stream does not exist.
    case notFound(message: String)
    /// The table exists already, or is being changed.
    case inUse(message: String)
    /// The signature, the key or the permission is not accepted.
    case denied(type: String, message: String)
    /// The service had us wait through all our tries; nothing was done, but for the part of a batch before.
    case throttled(type: String)
    /// The service could not be reached or failed, and did nothing.
    case unavailable(detail: String)
    /// A write may have happened or not: its answer was lost, and no further try could settle it.
    case outcomeUnknown(detail: String)
    /// The service's answer makes no sense.
    case unreadableAnswer(detail: String)
    /// There are no credentials to sign with.
    case noCredentials(CredentialsError)
    /// An item is not of the shape that was asked for.
    case unexpectedItem(JSONError)
}

/// Why one action of a transaction stood in its way; `code` is `None` for those that did not.
public struct CancellationReason: Equatable, Sendable {
    /// The service's word for it.
    public let code: String
    /// The service's sentence, for the log at most.
    public let message: String?
    /// The item as it is, when the action asked for it.
    public let item: Item?

    /// A reason as the service words it.
    public init(code: String, message: String? = nil, item: Item? = nil) {
        self.code = code
        self.message = message
        self.item = item
    }

    /// Whether it was the action's own condition that did not hold.
    public var isConditionFailure: Bool { code == "ConditionalCheckFailed" }
}

/// For the log: never what an item holds, which may be a person's name and address.
extension DynamoDBError: CustomStringConvertible {
    /// What happened, and the service's own words where it had any.
    public var description: String {
        switch self {
        case .conditionFailed: "a condition did not hold"
        case .transactionCancelled(let reasons): "a transaction was cancelled: \(reasons)"
        case .contention(let detail): "other writes were in the way: \(detail)"
        case .tokenReused: "a client request token was used for two transactions"
        case .rejected(let type, let message): "the request was rejected: \(type): \(message)"
        case .notFound(let message): "nothing of that name: \(message)"
        case .inUse(let message): "it is there already, or being changed: \(message)"
        case .denied(let type, let message): "access was denied: \(type): \(message)"
        case .throttled(let type): "the service had us wait too long: \(type)"
        case .unavailable(let detail): "the service is away: \(detail)"
        case .outcomeUnknown(let detail): "a write may have happened or not: \(detail)"
        case .unreadableAnswer(let detail): "the answer cannot be read: \(detail)"
        case .noCredentials(let cause): "no credentials: \(cause)"
        case .unexpectedItem(let cause): "an item is not of the shape that was asked for: \(cause)"
        }
    }
}

extension CancellationReason: CustomStringConvertible {
    /// The code and the service's words, without the item.
    public var description: String {
        message.map { "\(code) (\($0))" } ?? code
    }
}

extension DynamoDBError: DescribesProblem {
    /// What passes by itself is worth another try; for all else the cause is ours.
    public var problem: Problem {
        switch self {
        case .contention, .throttled: Self.passing(.busy(retryAfter: 1))
        case .unavailable, .outcomeUnknown: Self.passing(.unavailable(retryAfter: 1))
        default: .unexpected
        }
    }

    private static func passing(_ kind: Problem.Kind) -> Problem {
        Problem(
            kind, code: "service_unavailable",
            Phrase(
                english: "The service is busy. Please try again in a moment.",
                french: "Le service est occupé. Veuillez réessayer dans un instant."))
    }
}
