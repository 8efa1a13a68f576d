import JSON

/// One table and the operations on its items.
///
/// Reads see every write that was answered before; a read that may lag has to be requested.
public struct Table {
    /// The table's name in its region.
    public let name: String
    let client: DynamoDBClient

    /// Creates a handle for the table of that name; whether it exists shows with the first request.
    public init(name: String, client: DynamoDBClient) {
        self.name = name
        self.client = client
    }

    /// Returns the item under a key; nil when there is none.
    public func get(_ key: Item, isConsistent: Bool = true) throws(DynamoDBError) -> Item? {
        let input = try input { json, _ in
            json.key("Key")
            key.write(to: &json)
            json.member("ConsistentRead", isConsistent)
        }
        return try client.call("GetItem", input, .reading).item("Item")
    }

    /// Stores the item, replacing any under its key, if the condition holds; returns the previous item.
    ///
    /// Without a condition it is retried when its answer is lost; the item returned may then be the new one.
    @discardableResult
    public func put(_ item: Item, if condition: Condition? = nil) throws(DynamoDBError) -> Item? {
        let input = try input { json, aliases in
            json.key("Item")
            item.write(to: &json)
            json.member("ReturnValues", "ALL_OLD")
            aliases.write(condition, to: &json)
        }
        // A condition that held the first time may not hold the second time, which would then report a failure.
        return try client.call("PutItem", input, condition == nil ? .repeatable : .single).item("Attributes")
    }

    /// Changes the item, starting from an empty one if it is missing, if the condition holds; returns the new item.
    @discardableResult
    public func update(
        _ key: Item, _ update: Update, if condition: Condition? = nil
    ) throws(DynamoDBError) -> Item {
        let input = try input { json, aliases in
            json.key("Key")
            key.write(to: &json)
            json.member("ReturnValues", "ALL_NEW")
            json.member("UpdateExpression", update.text(&aliases))
            aliases.write(condition, to: &json)
        }
        let answer = try client.call("UpdateItem", input, .single)
        return try readAnswer { () throws(JSONError) in try Item(answer.required("Attributes")) }
    }

    /// Removes the item, if the condition holds; returns the previous item.
    ///
    /// Without a condition it is retried when its answer is lost; the result may then be nil.
    @discardableResult
    public func delete(_ key: Item, if condition: Condition? = nil) throws(DynamoDBError) -> Item? {
        let input = try input { json, aliases in
            json.key("Key")
            key.write(to: &json)
            json.member("ReturnValues", "ALL_OLD")
            aliases.write(condition, to: &json)
        }
        return try client.call("DeleteItem", input, condition == nil ? .repeatable : .single).item("Attributes")
    }

    /// Returns a request's input: the table, the members written by `write`, and the aliases of its expressions.
    func input(_ write: (inout JSONWriter, inout ExpressionWriter) -> Void) throws(DynamoDBError) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        try json.object { json throws(DynamoDBError) in
            json.member("TableName", name)
            try writeExpressions(to: &json, write)
        }
        return json.bytes
    }
}

/// Writes a part with expressions, followed by their aliases.
///
/// - Throws: If an expression is invalid.
func writeExpressions(
    to json: inout JSONWriter, _ write: (inout JSONWriter, inout ExpressionWriter) -> Void
) throws(DynamoDBError) {
    var aliases = ExpressionWriter()
    write(&json, &aliases)
    try aliases.check()
    aliases.writeAliases(to: &json)
}

extension ExpressionWriter {
    /// Writes the condition, with the request to return the item on which it fails.
    mutating func write(_ condition: Condition?, to json: inout JSONWriter) {
        guard let condition else { return }
        json.member("ConditionExpression", condition.text(&self))
        json.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD")
    }
}

extension JSONNode {
    /// Returns the item of that name in an answer; nil when there is none.
    func item(_ name: String) throws(DynamoDBError) -> Item? {
        guard let node = self[name] else { return nil }
        return try readAnswer { () throws(JSONError) in try Item(node) }
    }
}

/// Converts an error in an answer's format to the client's error.
func readAnswer<Value>(_ read: () throws(JSONError) -> Value) throws(DynamoDBError) -> Value {
    do throws(JSONError) {
        return try read()
    } catch {
        throw .unreadableAnswer(detail: "\(error)")
    }
}
