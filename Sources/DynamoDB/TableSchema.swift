public import JSON

/// The parameters for creating a table.
public struct TableSchema: Equatable, Sendable {
    /// The names of a partition key and, optionally, a sort key.
    public struct Keys: Equatable, Sendable {
        /// The attribute that determines an item's partition.
        public let partition: String
        /// The attribute that orders a partition; nil when each partition has one item.
        public let sort: String?

        /// Creates keys of these names.
        public init(_ partition: String, _ sort: String? = nil) {
            self.partition = partition
            self.sort = sort
        }
    }

    /// A second way to find the same items.
    public struct Index: Equatable, Sendable {
        public let name: String
        /// The keys of the index; items without one of them are not in it.
        public let keys: Keys
        /// The attributes in the index besides the keys, at most twenty; nil for all.
        public let attributes: [String]?

        /// Creates an index of that name; by default it holds whole items.
        public init(_ name: String, _ keys: Keys, attributes: [String]? = nil) {
            self.name = name
            self.keys = keys
            self.attributes = attributes
        }
    }

    /// The keys that identify items.
    public var keys: Keys
    /// Global secondary indexes.
    public var indexes: [Index]
    /// Whether changes are recorded in a stream, with the item before and after.
    public var hasStream: Bool

    /// Creates the definition of a table with string keys, billed per request.
    public init(_ keys: Keys, indexes: [Index] = [], hasStream: Bool = false) {
        self.keys = keys
        self.indexes = indexes
        self.hasStream = hasStream
    }
}

/// The service's description of a table.
public struct TableDescription: Equatable, Sendable {
    public let name: String
    /// The status: `CREATING`, `ACTIVE`, `UPDATING`, `DELETING` and so on.
    public let status: String
    /// The number of items, which the service updates about every six hours.
    public let itemCount: Int
    /// The stream of changes; nil when there is none.
    public let streamARN: String?

    /// Whether the table is ready for use.
    public var isActive: Bool { status == "ACTIVE" }
}

extension Table {
    /// Creates the table; it can be used once `describe` reports it as active.
    @discardableResult
    public func create(_ definition: TableSchema) throws(DynamoDBError) -> TableDescription {
        let input = try input { json, _ in
            definition.write(to: &json)
        }
        // A retry after a lost answer would find the table, which `inUse` reveals.
        return try description(client.call("CreateTable", input, .single), in: "TableDescription")
    }

    /// Returns the service's description of the table.
    ///
    /// - Throws: `notFound` when there is no such table.
    public func describe() throws(DynamoDBError) -> TableDescription {
        let input = try input { _, _ in }
        return try description(client.call("DescribeTable", input, .reading), in: "Table")
    }

    /// Deletes the table with all its items.
    @discardableResult
    public func deleteTable() throws(DynamoDBError) -> TableDescription {
        let input = try input { _, _ in }
        return try description(client.call("DeleteTable", input, .single), in: "TableDescription")
    }

    /// Makes items expire at the time in the attribute, in seconds, or ends that rule.
    ///
    /// The service rejects a request that changes nothing.
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
    /// Creates a table from a complete CreateTable request, such as a template's.
    ///
    /// - Throws: `inUse` when the table already exists.
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

extension TableSchema {
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

    /// All attributes that are part of a key, each once.
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

extension TableSchema.Index {
    fileprivate func writeProjection(to json: inout JSONWriter) {
        json.key("Projection")
        json.object { json in
            json.member("ProjectionType", attributes == nil ? "ALL" : "INCLUDE")
            if let attributes { json.member("NonKeyAttributes", JSONValue.array(attributes.map(JSONValue.string))) }
        }
    }
}

extension TableSchema.Keys {
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
