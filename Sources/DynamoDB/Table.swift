import JSON

/// One table and what can be done with its items.
///
/// Reads see every write that was answered before: a read that may lag has to be asked for.
public struct Table {
    /// The table's name in its region.
    public let name: String
    let client: DynamoDBClient

    /// The table of that name; whether there is one shows with the first request.
    public init(name: String, client: DynamoDBClient) {
        self.name = name
        self.client = client
    }

    /// The item under that key; nil when there is none.
    public func get(_ key: Item, isConsistent: Bool = true) throws(DynamoDBError) -> Item? {
        let input = try input { json, _ in
            json.key("Key")
            key.write(to: &json)
            json.member("ConsistentRead", isConsistent)
        }
        return try client.call("GetItem", input, .reading).item("Item")
    }

    /// Puts the item in the place of whatever is under its key, if the condition holds; hands back what was there.
    ///
    /// Without a condition it is sent again when its answer is lost; what is handed back may then be the item itself.
    @discardableResult
    public func put(_ item: Item, if condition: Condition? = nil) throws(DynamoDBError) -> Item? {
        let input = try input { json, aliases in
            json.key("Item")
            item.write(to: &json)
            json.member("ReturnValues", "ALL_OLD")
            aliases.write(condition, to: &json)
        }
        // A condition that held the first time may not hold for the second one, which would then report a failure.
        return try client.call("PutItem", input, condition == nil ? .repeatable : .single).item("Attributes")
    }

    /// Changes the item, which begins empty when it is missing, if the condition holds; hands back what it is then.
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

    /// Removes the item, if the condition holds; hands back what it was.
    ///
    /// Without a condition it is sent again when its answer is lost; what is handed back may then be nil.
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

    /// A request's input: the table, what `write` adds, and the aliases that its expressions used.
    func input(_ write: (inout JSONWriter, inout ExpressionWriter) -> Void) throws(DynamoDBError) -> [UInt8] {
        var json = JSONWriter(capacity: 1_024)
        try json.object { json throws(DynamoDBError) in
            json.member("TableName", name)
            try writeExpressions(to: &json, write)
        }
        return json.bytes
    }
}

/// Writes what has expressions, and behind it the aliases that they used; throws for one that cannot be sent.
func writeExpressions(
    to json: inout JSONWriter, _ write: (inout JSONWriter, inout ExpressionWriter) -> Void
) throws(DynamoDBError) {
    var aliases = ExpressionWriter()
    write(&json, &aliases)
    try aliases.check()
    aliases.writeAliases(to: &json)
}

extension ExpressionWriter {
    /// Writes the condition and that a failure is to show the item that failed it.
    mutating func write(_ condition: Condition?, to json: inout JSONWriter) {
        guard let condition else { return }
        json.member("ConditionExpression", condition.text(&self))
        json.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD")
    }
}

extension JSONNode {
    /// The item that stands under that name in an answer; nil when there is none.
    func item(_ name: String) throws(DynamoDBError) -> Item? {
        guard let node = self[name] else { return nil }
        return try readAnswer { () throws(JSONError) in try Item(node) }
    }
}

/// Turns what is wrong with an answer's shape into the client's error.
func readAnswer<Value>(_ read: () throws(JSONError) -> Value) throws(DynamoDBError) -> Value {
    do throws(JSONError) {
        return try read()
    } catch {
        throw .unreadableAnswer(detail: "\(error)")
    }
}
