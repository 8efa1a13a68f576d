import JSON

/// One of the things that a transaction does: all of them happen, or none.
public enum TransactionAction: Equatable, Sendable {
    case put(Item, if: Condition? = nil)
    case update(key: Item, Update, if: Condition? = nil)
    case delete(key: Item, if: Condition? = nil)
    /// Changes nothing, but has to hold.
    case check(key: Item, Condition)
}

/// Names one transaction, so that sending it again after a lost answer does it once: 1 to 36 characters.
public struct TransactionToken: Hashable, Sendable {
    public let text: String

    /// A token nobody else has: 128 random bits.
    public static func random() -> TransactionToken {
        var generator = SystemRandomNumberGenerator()
        return TransactionToken(unchecked: String(generator.next(), radix: 16) + String(generator.next(), radix: 16))
    }

    /// Nil for a text that the service would refuse.
    public init?(_ text: String) {
        guard (1...36).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }
}

extension Table {
    /// Does all of it or nothing; at most a hundred actions, no two on the same item.
    ///
    /// When conditions fail, `transactionCancelled` bears a reason for each action, in their order, with the item as it
    /// is for those whose condition failed.
    public func transact(
        _ actions: [TransactionAction], token: TransactionToken = .random()
    ) throws(DynamoDBError) {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            json.member("ClientRequestToken", token.text)
            json.key("TransactItems")
            json.array { json in
                for action in actions { write(action, to: &json) }
            }
        }
        // The token makes it harmless to send twice.
        _ = try client.call("TransactWriteItems", json.bytes, isHarmlessTwice: true)
    }

    /// Reads up to a hundred items as they were at one moment, in the order of their keys; nil for those that are not.
    public func transactGet(_ keys: [Item]) throws(DynamoDBError) -> [Item?] {
        var json = JSONWriter(capacity: 1_024)
        json.object { json in
            json.key("TransactItems")
            json.array { json in
                for key in keys {
                    writeAction("Get", to: &json) { json, _ in
                        json.key("Key")
                        key.write(to: &json)
                    }
                }
            }
        }
        let answer = try client.call("TransactGetItems", json.bytes, isHarmlessTwice: true)
        return try readAnswer { () throws(JSONError) in
            try answer.root.required("Responses").mapElements { node throws(JSONError) in
                guard let item = node["Item"] else { return nil }
                return try Item(item)
            }
        }
    }

    private func write(_ action: TransactionAction, to json: inout JSONWriter) {
        switch action {
        case .put(let item, let condition):
            writeAction("Put", to: &json) { json, aliases in
                json.key("Item")
                item.write(to: &json)
                aliases.write(condition, to: &json)
            }
        case .update(let key, let update, let condition):
            writeAction("Update", on: key, to: &json) { json, aliases in
                json.member("UpdateExpression", update.text(&aliases))
                aliases.write(condition, to: &json)
            }
        case .delete(let key, let condition):
            writeAction("Delete", on: key, to: &json) { json, aliases in aliases.write(condition, to: &json) }
        case .check(let key, let condition):
            writeAction("ConditionCheck", on: key, to: &json) { json, aliases in aliases.write(condition, to: &json) }
        }
    }

    private func writeAction(
        _ kind: String, on key: Item? = nil, to json: inout JSONWriter,
        _ write: (inout JSONWriter, inout ExpressionWriter) -> Void
    ) {
        json.object { json in
            json.key(kind)
            json.object { json in
                json.member("TableName", name)
                if let key {
                    json.key("Key")
                    key.write(to: &json)
                }
                writeExpressions(to: &json, write)
            }
        }
    }
}
