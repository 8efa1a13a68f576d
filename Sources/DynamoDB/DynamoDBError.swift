public import AWS
public import JSON
public import Platform

/// The reason why an operation on the table failed.
public enum DynamoDBError: Error, Equatable, Sendable {
    /// A write's condition did not hold; `item` is the current one, if it was requested.
    case conditionFailed(item: Item?)
    /// A transaction did nothing; there is one reason for each of its actions, in order.
    case transactionCancelled([CancellationReason])
    /// Other writes kept the item busy through all retries; nothing was done.
    case contention(detail: String)
    /// The same client request token was used before with another transaction.
    case tokenReused
    /// The request broke a rule of the service: a fault of the program. `type` is the service's name for it.
    case rejected(type: String, message: String)
    /// The table, index or stream does not exist.
    case notFound(message: String)
    /// The table already exists, or is being changed.
    case inUse(message: String)
    /// The signature, the key or the permission was not accepted.
    case denied(type: String, message: String)
    /// The service throttled all retries; nothing was done, except for the earlier part of a batch.
    case throttled(type: String)
    /// The service could not be reached or failed, and did nothing.
    case unavailable(detail: String)
    /// A write may or may not have happened: its answer was lost, and no retry could decide it.
    case outcomeUnknown(detail: String)
    /// The service's answer can't be understood.
    case unreadableAnswer(detail: String)
    /// There are no credentials to sign with.
    case noCredentials(CredentialsError)
    /// An item does not have the expected form.
    case unexpectedItem(JSONError)
}

/// The reason why one action cancelled its transaction; `code` is `None` for actions that did not.
public struct CancellationReason: Equatable, Sendable {
    /// The service's code.
    public let code: String
    /// The service's message, at most for the log.
    public let message: String?
    /// The current item, if the action requested it.
    public let item: Item?

    /// Creates a reason in the service's words.
    public init(code: String, message: String? = nil, item: Item? = nil) {
        self.code = code
        self.message = message
        self.item = item
    }

    /// Whether the action's own condition did not hold.
    public var isConditionFailure: Bool { code == "ConditionalCheckFailed" }
}

/// Descriptions for the log, which never contain an item: it may hold a person's name and address.
extension DynamoDBError: CustomStringConvertible {
    /// A description with the service's own message, if there is one.
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
    /// The code and the service's message, without the item.
    public var description: String {
        message.map { "\(code) (\($0))" } ?? code
    }
}

extension DynamoDBError: DescribesProblem {
    /// The problem reported to the caller: temporary failures are worth a retry; all others are the service's own
    /// fault.
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
