import Bytes
import JSON

/// One action of a transaction: either all of them happen, or none.
public enum TransactionAction: Equatable, Sendable {
    case put(Item, if: Condition? = nil)
    case update(key: Item, Update, if: Condition? = nil)
    case delete(key: Item, if: Condition? = nil)
    /// A condition that must hold, without a change.
    case check(key: Item, Condition)
}

extension TransactionAction {
    /// The permission that the caller needs: there is none for the transaction itself.
    fileprivate var permission: String {
        switch self {
        case .put: "PutItem"
        case .update: "UpdateItem"
        case .delete: "DeleteItem"
        case .check: "ConditionCheckItem"
        }
    }
}

/// The token that identifies one transaction, so that a retry after a lost answer does nothing twice: 1 to 36
/// characters.
public struct TransactionToken: Hashable, Sendable {
    /// The token's text.
    public let text: String

    /// Returns a unique token: 128 random bits, as 32 hexadecimal digits.
    public static func random() -> TransactionToken {
        var generator = SystemRandomNumberGenerator()
        let halves = (generator.next() as UInt64, generator.next() as UInt64)
        return TransactionToken(unchecked: withUnsafeBytes(of: halves) { Hex.encode(Array($0)) })
    }

    /// Creates a token; nil for text that the service would refuse.
    public init?(_ text: String) {
        guard (1...36).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }
}

extension Table {
    /// Performs all actions or none: at most a hundred, no two on the same item.
    ///
    /// Without actions, nothing is sent.
    ///
    /// When conditions fail, `transactionCancelled` has a reason for each action, in order, with the current item for
    /// each failed condition. A transaction blocked only by other traffic is retried, and finally fails with
    /// `contention` or `throttled`.
    ///
    /// Every attempt has the same token, by which the service recognizes for ten minutes an earlier one that was
    /// carried out, and repeats its answer. A stand-in without that memory may run into its own first attempt, and
    /// report failed conditions for a transaction that was carried out.
    public func transact(
        _ actions: [TransactionAction], token: TransactionToken = .random()
    ) throws(DynamoDBError) {
        guard !actions.isEmpty else { return }
        var json = JSONWriter(capacity: 2_048)
        try json.object { json throws(DynamoDBError) in
            json.member("ClientRequestToken", token.text)
            try json.array("TransactItems") { json throws(DynamoDBError) in
                for action in actions { try write(action, to: &json) }
            }
        }
        _ = try client.call(
            "TransactWriteItems", json.bytes, .repeatable, permissions: actions.map(\.permission))
    }

    private func write(_ action: TransactionAction, to json: inout JSONWriter) throws(DynamoDBError) {
        switch action {
        case .put(let item, let condition):
            try write("Put", "Item", item, to: &json) { json, aliases in aliases.write(condition, to: &json) }
        case .update(let key, let update, let condition):
            try write("Update", "Key", key, to: &json) { json, aliases in
                json.member("UpdateExpression", update.text(&aliases))
                aliases.write(condition, to: &json)
            }
        case .delete(let key, let condition):
            try write("Delete", "Key", key, to: &json) { json, aliases in aliases.write(condition, to: &json) }
        case .check(let key, let condition):
            try write("ConditionCheck", "Key", key, to: &json) { json, aliases in aliases.write(condition, to: &json) }
        }
    }

    private func write(
        _ kind: String, _ subject: String, _ item: Item, to json: inout JSONWriter,
        _ expressions: (inout JSONWriter, inout ExpressionWriter) -> Void
    ) throws(DynamoDBError) {
        try json.object { json throws(DynamoDBError) in
            try json.object(kind) { json throws(DynamoDBError) in
                json.member("TableName", name)
                json.key(subject)
                item.write(to: &json)
                try writeExpressions(to: &json, expressions)
            }
        }
    }
}
