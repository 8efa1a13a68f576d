public import JSON

/// What a table is made as.
public struct TableDefinition: Equatable, Sendable {
    /// The names of a partition key and, if there is one, a sort key.
    public struct Keys: Equatable, Sendable {
        /// The attribute that says in which partition an item is.
        public let partition: String
        /// The attribute that orders a partition; nil when each has one item.
        public let sort: String?

        /// Keys of these names.
        public init(_ partition: String, _ sort: String? = nil) {
            self.partition = partition
            self.sort = sort
        }
    }

    /// Another way to find the same items.
    public struct Index: Equatable, Sendable {
        public let name: String
        /// What items are found by; those that lack one of them are not in the index.
        public let keys: Keys
        /// What it holds of an item beside the keys, at most twenty attributes; nil for all of it.
        public let attributes: [String]?

        /// An index of that name, which holds whole items unless told otherwise.
        public init(_ name: String, _ keys: Keys, attributes: [String]? = nil) {
            self.name = name
            self.keys = keys
            self.attributes = attributes
        }
    }

    /// What items are told apart by.
    public var keys: Keys
    /// Global secondary indexes.
    public var indexes: [Index]
    /// Whether changes are told in a stream, with the item before and after.
    public var hasStream: Bool

    /// A table whose keys are all strings, paid by request.
    public init(_ keys: Keys, indexes: [Index] = [], hasStream: Bool = false) {
        self.keys = keys
        self.indexes = indexes
        self.hasStream = hasStream
    }
}

/// What the service says of a table.
public struct TableDescription: Equatable, Sendable {
    public let name: String
    /// `CREATING`, `ACTIVE`, `UPDATING`, `DELETING` and so on.
    public let status: String
    /// How many items there are; the service counts about every six hours.
    public let itemCount: Int
    /// Where changes are told; nil when they are not.
    public let streamARN: String?

    /// Whether the table can be used.
    public var isActive: Bool { status == "ACTIVE" }
}

extension Table {
    /// Makes the table; it can be used once `describe` calls it active.
    @discardableResult
    public func create(_ definition: TableDefinition) throws(DynamoDBError) -> TableDescription {
        let input = try input { json, _ in
            definition.write(to: &json)
        }
        // A second try after a lost answer finds the table there, which is told apart by `inUse`.
        return try description(client.call("CreateTable", input, .single), in: "TableDescription")
    }

    /// What the service says of the table; `notFound` when there is none.
    public func describe() throws(DynamoDBError) -> TableDescription {
        let input = try input { _, _ in }
        return try description(client.call("DescribeTable", input, .reading), in: "Table")
    }

    /// Removes the table with all that is in it.
    @discardableResult
    public func deleteTable() throws(DynamoDBError) -> TableDescription {
        let input = try input { _, _ in }
        return try description(client.call("DeleteTable", input, .single), in: "TableDescription")
    }

    /// Makes the attribute's time, in seconds, end an item's life, or ends that rule.
    ///
    /// Asking for what is so already is rejected by the service.
    public func setTimeToLive(attribute: String, isEnabled: Bool = true) throws(DynamoDBError) {
        let input = try input { json, _ in
            json.key("TimeToLiveSpecification")
            json.object { json in
                json.member("AttributeName", attribute)
                json.member("Enabled", isEnabled)
            }
        }
        _ = try client.call("UpdateTimeToLive", input, .single)
    }
}

extension DynamoDBClient {
    /// Makes a table as a whole CreateTable request has it, such as a template's; `inUse` when it is there already.
    @discardableResult
    public func createTable(_ request: JSONValue) throws(DynamoDBError) -> TableDescription {
        try description(call("CreateTable", request.json(), .single), in: "TableDescription")
    }
}

private func description(_ answer: JSONNode, in member: String) throws(DynamoDBError) -> TableDescription {
    try readAnswer { () throws(JSONError) in
        let table = try answer.required(member)
        return TableDescription(
            name: try table.required("TableName").asString(), status: try table.required("TableStatus").asString(),
            itemCount: table["ItemCount"]?.int ?? 0, streamARN: table["LatestStreamArn"]?.string)
    }
}

extension TableDefinition {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("BillingMode", "PAY_PER_REQUEST")
        json.key("AttributeDefinitions")
        json.array { json in
            for name in attributeNames {
                json.object { json in
                    json.member("AttributeName", name)
                    json.member("AttributeType", "S")
                }
            }
        }
        keys.write(to: &json)
        writeIndexes(to: &json)
        if hasStream {
            json.key("StreamSpecification")
            json.object { json in
                json.member("StreamEnabled", true)
                json.member("StreamViewType", "NEW_AND_OLD_IMAGES")
            }
        }
    }

    /// Every attribute that is part of a key, once.
    private var attributeNames: [String] {
        ([keys] + indexes.map(\.keys)).flatMap { [$0.partition, $0.sort].compactMap(\.self) }
            .reduce(into: []) { names, name in
                if !names.contains(name) { names.append(name) }
            }
    }

    private func writeIndexes(to json: inout JSONWriter) {
        guard !indexes.isEmpty else { return }
        json.key("GlobalSecondaryIndexes")
        json.array { json in
            for index in indexes {
                json.object { json in
                    json.member("IndexName", index.name)
                    index.keys.write(to: &json)
                    index.writeProjection(to: &json)
                }
            }
        }
    }
}

extension TableDefinition.Index {
    fileprivate func writeProjection(to json: inout JSONWriter) {
        json.key("Projection")
        json.object { json in
            json.member("ProjectionType", attributes == nil ? "ALL" : "INCLUDE")
            if let attributes { json.member("NonKeyAttributes", JSONValue.array(attributes.map(JSONValue.string))) }
        }
    }
}

extension TableDefinition.Keys {
    fileprivate func write(to json: inout JSONWriter) {
        json.key("KeySchema")
        json.array { json in
            for (name, type) in [(partition, "HASH"), (sort, "RANGE")] {
                guard let name else { continue }
                json.object { json in
                    json.member("AttributeName", name)
                    json.member("KeyType", type)
                }
            }
        }
    }
}
