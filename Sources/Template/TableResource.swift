public import JSON

/// A DynamoDB table that a template declares.
public struct TableResource: Equatable, Sendable {
    /// The attributes of a key.
    public struct Key: Equatable, Sendable {
        /// The partition key's attribute.
        public let partition: String
        /// The sort key's attribute; nil for none.
        public let sort: String?
    }

    /// An index.
    public struct Index: Equatable, Sendable {
        /// The index's name.
        public let name: String
        /// The key of the index.
        public let key: Key
        /// The projected attributes: `ALL`, `KEYS_ONLY` or `INCLUDE`.
        public let projection: String
        /// The attributes besides the keys for `INCLUDE`.
        public let includes: [String]
    }

    /// The table's name in the template.
    public let logicalID: String
    /// The table's explicit name; nil if CloudFormation generates one.
    public let name: String?
    /// The types of the key attributes, `S`, `N` or `B`, by name.
    public let attributes: [String: String]
    /// The key of the table.
    public let key: Key
    /// The global secondary indexes.
    public let globalIndexes: [Index]
    /// The local secondary indexes.
    public let localIndexes: [Index]
    /// The attribute with an item's expiry time; nil for none.
    public let timeToLiveAttribute: String?
    /// The stream's view type, such as `NEW_AND_OLD_IMAGES`; nil for a table without a stream.
    public let streamView: String?
    /// Its place in the template.
    public let mark: Mark

    init(_ logicalID: String, _ node: Node) throws(TemplateError) {
        self.logicalID = logicalID
        mark = node.mark
        name = try node.text("TableName")
        var attributes: [String: String] = [:]
        for definition in try node.list("AttributeDefinitions") ?? [] {
            let type = try definition.requiredText("AttributeType")
            guard ["S", "N", "B"].contains(type) else { throw definition.error("AttributeType: must be S, N or B") }
            attributes[try definition.requiredText("AttributeName")] = type
        }
        self.attributes = attributes
        key = try Key(node, attributes)
        globalIndexes = try Index.list("GlobalSecondaryIndexes", of: node, attributes)
        localIndexes = try Index.list("LocalSecondaryIndexes", of: node, attributes)
        let timeToLive = try node.mapping("TimeToLiveSpecification")
        timeToLiveAttribute = try timeToLive?.bool("Enabled") == true ? timeToLive?.requiredText("AttributeName") : nil
        streamView = try node.mapping("StreamSpecification")?.requiredText("StreamViewType")
    }

    /// The properties that are read.
    static let properties = [
        "TableName", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes",
        "TimeToLiveSpecification", "StreamSpecification",
    ]
}

extension TableResource.Key {
    init(_ node: Node, _ attributes: [String: String]) throws(TemplateError) {
        var names: [String: String] = [:]
        let schema = try node.list("KeySchema") ?? []
        for element in schema {
            let name = try element.requiredText("AttributeName")
            let type = try element.requiredText("KeyType")
            guard ["HASH", "RANGE"].contains(type), names[type] == nil else {
                throw element.error("KeyType: one must be HASH, and another may be RANGE")
            }
            guard attributes[name] != nil else { throw element.error("\(name) is not in AttributeDefinitions") }
            names[type] = name
        }
        guard let partition = names["HASH"] else { throw node.error("KeySchema: a key of the type HASH is missing") }
        self.partition = partition
        sort = names["RANGE"]
    }

    fileprivate var schema: JSONValue {
        let keys = [(partition, "HASH")] + (sort.map { [($0, "RANGE")] } ?? [])
        return .array(keys.map { ["AttributeName": .string($0.0), "KeyType": .string($0.1)] })
    }
}

extension TableResource.Index {
    fileprivate static func list(
        _ property: String, of node: Node, _ attributes: [String: String]
    ) throws(TemplateError) -> [Self] {
        var indexes: [Self] = []
        for element in try node.list(property) ?? [] { indexes.append(try Self(element, attributes)) }
        return indexes
    }

    private init(_ node: Node, _ attributes: [String: String]) throws(TemplateError) {
        name = try node.requiredText("IndexName")
        key = try TableResource.Key(node, attributes)
        let described = try node.mapping("Projection")
        projection = try described?.requiredText("ProjectionType") ?? "KEYS_ONLY"
        includes = try described?.texts("NonKeyAttributes") ?? []
    }

    fileprivate var description: JSONValue {
        var projection: [String: JSONValue] = ["ProjectionType": .string(self.projection)]
        if !includes.isEmpty { projection["NonKeyAttributes"] = .array(includes.map(JSONValue.string)) }
        return ["IndexName": .string(name), "KeySchema": key.schema, "Projection": .object(projection)]
    }
}

extension TableResource {
    /// Returns the body of the `CreateTable` request for this table under the given name.
    public func creation(named name: String) -> JSONValue {
        var request: [String: JSONValue] = [
            "TableName": .string(name), "BillingMode": "PAY_PER_REQUEST", "KeySchema": key.schema,
            "AttributeDefinitions": .array(
                attributes.sorted { $0.key < $1.key }.map {
                    ["AttributeName": .string($0.key), "AttributeType": .string($0.value)]
                }),
        ]
        if !globalIndexes.isEmpty { request["GlobalSecondaryIndexes"] = .array(globalIndexes.map(\.description)) }
        if !localIndexes.isEmpty { request["LocalSecondaryIndexes"] = .array(localIndexes.map(\.description)) }
        if let streamView {
            request["StreamSpecification"] = ["StreamEnabled": true, "StreamViewType": .string(streamView)]
        }
        return .object(request)
    }
}
