import Expressions
import JSON
import TableStore

/// The cancellation reasons of a transaction, one for each action in order.
struct CancellationReasons {
    private enum Reason {
        case none
        case conditionFailed(StoredItem?)
        case invalid(String)
        case conflict

        var code: String {
            switch self {
            case .none: "None"
            case .conditionFailed: "ConditionalCheckFailed"
            case .invalid: "ValidationError"
            case .conflict: "TransactionConflict"
            }
        }

        var value: JSONValue {
            var members: [String: JSONValue] = ["Code": .string(code)]
            switch self {
            case .none: break
            case .invalid(let message): members["Message"] = .string(message)
            case .conflict: members["Message"] = .string(CancellationReasons.conflictMessage)
            case .conditionFailed(let item):
                members["Message"] = .string(ServiceFailure.conditionFailed.message)
                members["Item"] = item.flatMap { try? JSONValue(parsing: $0.json) }
            }
            return .object(members)
        }
    }

    static let conflictMessage = "Transaction is ongoing for the item"

    private var reasons: [Reason] = []
    private(set) var hasFailure = false

    /// Runs one action and records a failure that cancels the transaction.
    ///
    /// Errors about the request as a whole are rethrown.
    mutating func collect(_ action: () throws -> Void) throws {
        do {
            try action()
            reasons.append(.none)
        } catch let failure as ConditionFailure {
            append(.conditionFailed(failure.shown))
        } catch let failure as ServiceFailure where failure.type == "ValidationException" && !failure.concernsRequest {
            append(.invalid(failure.message))
        } catch let error as ValidationError where error.kind == .validation {
            append(.invalid(error.message))
        }
    }

    /// Records no reason for an action that was not examined.
    mutating func addNone() {
        reasons.append(.none)
    }

    private mutating func append(_ reason: Reason) {
        hasFailure = true
        reasons.append(reason)
    }

    func throwIfAny() throws {
        if hasFailure { throw failure }
    }

    /// Returns the error for a transaction of `count` actions, some of whose items are in use by other transactions.
    static func conflicts(at indices: [Int], of count: Int) -> ServiceFailure {
        var reasons = CancellationReasons()
        reasons.reasons = [Reason](repeating: .none, count: count)
        for index in indices { reasons.reasons[index] = .conflict }
        return reasons.failure
    }

    private var failure: ServiceFailure {
        let codes = reasons.map(\.code).joined(separator: ", ")
        return ServiceFailure(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons [\(codes)]",
            details: ["CancellationReasons": .array(reasons.map(\.value))])
    }
}

extension ServiceFailure {
    /// Whether the error rejects the whole request at once, as for empty keys and errors that concern all actions.
    fileprivate var concernsRequest: Bool {
        message.hasPrefix("One or more parameter values are not valid.") || self == TransactionLimits.repeated
    }
}

enum TransactionLimits {
    static let bytes = 4 * 1024 * 1024
    static let tooLarge = ServiceFailure.validation("Transaction payload size cannot exceed 4 MB")
    static let repeated = ServiceFailure.validation(
        "Transaction request cannot include multiple operations on one item")
}
