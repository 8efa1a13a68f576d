import JSON
import TableStore

/// The keys and indexes in a CreateTable request, with the service's checks.
struct TableSpecification {
    private static let mostGlobalIndexes = 20
    private static let mostLocalIndexes = 5
    private static let mostUnits = 1_000_000_000_000
    private static let mostProjected = 100

    /// The class of a table for which none was specified.
    static let standardClass = "STANDARD"

    /// An index in a request.
    struct Index {
        let name: String
        let keys: [KeyElement]
        let projection: JSONNode
        let throughput: JSONNode?
        let onDemand: JSONNode?

        init(_ node: JSONNode) throws {
            name = try node.required(text: "IndexName")
            keys = try KeyElement.elements(of: node)
            projection = try node.required(member: "Projection")
            throughput = node.member("ProvisionedThroughput")
            onDemand = node.member("OnDemandThroughput")
        }
    }

    struct KeyElement {
        let name: String
        let type: String

        static func elements(of node: JSONNode) throws -> [KeyElement] {
            try node.required(member: "KeySchema").elements.map {
                try KeyElement(name: $0.required(text: "AttributeName"), type: $0.required(text: "KeyType"))
            }
        }
    }

    let attributes: [KeyAttribute]
    let mode: Billing.Mode

    init(attributes: [KeyAttribute], mode: Billing.Mode) {
        self.attributes = attributes
        self.mode = mode
    }

    static func attributes(in input: JSONNode) throws -> [KeyAttribute] {
        try (input.member("AttributeDefinitions")?.array.map { Array($0) } ?? []).map { node in
            guard let kind = node.text("AttributeType").flatMap(KeyAttribute.Kind.init(rawValue:)) else {
                throw ServiceFailure.internalError
            }
            return try KeyAttribute(name: node.required(text: "AttributeName"), kind: kind)
        }
    }

    static func throughput(_ node: JSONNode?) throws -> Throughput {
        guard let node else { return Throughput() }
        for name in ["ReadCapacityUnits", "WriteCapacityUnits"] {
            guard let units = node.integer(name), units <= mostUnits else {
                throw ServiceFailure.validation(
                    "Given value \(node.member(name)?.number?.text ?? "") for \(name) is out of bounds")
            }
        }
        return Throughput(
            read: Int64(node.integer("ReadCapacityUnits") ?? 0), write: Int64(node.integer("WriteCapacityUnits") ?? 0))
    }

    /// Returns the requested warm throughput, which is stored and reported but has no effect here.
    static func warmThroughput(of input: JSONNode) -> WarmThroughput? {
        input.member("WarmThroughput").map { node in
            WarmThroughput(
                read: node.integer("ReadUnitsPerSecond").map(Int64.init),
                write: node.integer("WriteUnitsPerSecond").map(Int64.init))
        }
    }

    /// Returns the requested table class; the service has a separate error for unknown ones.
    static func tableClass(of input: JSONNode) throws -> String? {
        guard let name = input.text("TableClass") else { return nil }
        guard [standardClass, "STANDARD_INFREQUENT_ACCESS"].contains(name) else {
            throw ServiceFailure.validation(
                "Invalid table-class parameter provided. Please try again with a valid table-class value: "
                    + "[STANDARD, STANDARD_INFREQUENT_ACCESS].")
        }
        return name
    }

    /// Returns the limits that a request sets; -1 removes one.
    func onDemand(_ node: JSONNode?) throws -> OnDemandLimits? {
        guard let node else { return nil }
        guard mode == .payPerRequest else {
            throw ServiceFailure.invalidParameters(
                "OnDemandThroughput cannot be specified when BillingMode is PROVISIONED")
        }
        func limit(_ name: String) throws -> Int64? {
            guard let units = node.integer(name), units != -1 else { return nil }
            guard units > 0, units <= Self.mostUnits else {
                throw ServiceFailure.validation("Given value \(units) for \(name) is out of bounds")
            }
            return Int64(units)
        }
        let limits = try OnDemandLimits(read: limit("MaxReadRequestUnits"), write: limit("MaxWriteRequestUnits"))
        return limits == OnDemandLimits() ? nil : limits
    }

    // MARK: Keys

    func key(_ elements: [KeyElement]) throws -> KeySchema {
        guard elements.count <= attributes.count else {
            throw ServiceFailure.validation("Invalid KeySchema: Some index key attribute have no definition")
        }
        return try schema(elements)
    }

    private func schema(_ elements: [KeyElement]) throws -> KeySchema {
        let names = attributes.map(\.name)
        guard elements.allSatisfy({ names.contains($0.name) }) else {
            throw ServiceFailure.invalidParameters(
                "Some index key attributes are not defined in AttributeDefinitions. "
                    + "Keys: [\(elements.map(\.name).joined(separator: ", "))], "
                    + "AttributeDefinitions: [\(names.joined(separator: ", "))]")
        }
        if elements.count == 2, elements[0].name == elements[1].name {
            throw ServiceFailure.validation(
                "Both the Hash Key and the Range Key element in the KeySchema have the same name")
        }
        guard let hash = elements.first, hash.type == "HASH" else {
            throw ServiceFailure.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        guard elements.count < 2 || elements[1].type == "RANGE" else {
            throw ServiceFailure.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
        }
        return KeySchema(hash: hash.name, range: elements.count == 2 ? elements[1].name : nil)
    }

    func checkNoneTwice() throws {
        var names: Set<String> = []
        for attribute in attributes where !names.insert(attribute.name).inserted {
            throw ServiceFailure.invalidParameters(
                "Cannot have two attributes with the same name: duplicate AttributeName: \(attribute.name)")
        }
    }

    /// Throws for attributes that are defined twice or used by no key.
    func checkAllUsed(by keys: [KeySchema], hasIndexes: Bool) throws {
        try checkNoneTwice()
        let used = Set(keys.flatMap(\.names))
        guard used != Set(attributes.map(\.name)) else { return }
        guard hasIndexes else {
            throw ServiceFailure.invalidParameters(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                    + "AttributeDefinitions")
        }
        let defined = attributes.map(\.name).joined(separator: ", ")
        throw ServiceFailure.invalidParameters(
            "Some AttributeDefinitions are not used. AttributeDefinitions: [\(defined)], "
                + "keys used: [\(used.sorted().joined(separator: ", "))]")
    }

    // MARK: Indexes

    func localIndexes(_ indexes: [Index]?, of key: KeySchema) throws -> [IndexDefinition] {
        guard let indexes else { return [] }
        guard !indexes.isEmpty else {
            throw ServiceFailure.invalidParameters("List of LocalSecondaryIndexes is empty")
        }
        guard key.range != nil else {
            throw ServiceFailure.invalidParameters(
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex")
        }
        let definitions = try indexes.map { try localIndex($0, of: key) }
        guard definitions.count <= Self.mostLocalIndexes else {
            throw ServiceFailure.invalidParameters(
                "Number of LocalSecondaryIndexes exceeds per-table limit of \(Self.mostLocalIndexes)")
        }
        return definitions
    }

    private func localIndex(_ index: Index, of key: KeySchema) throws -> IndexDefinition {
        let schema = try schema(index.keys)
        guard schema.range != nil else {
            throw ServiceFailure.invalidParameters(
                "Index KeySchema does not have a range key for index: \(index.name)")
        }
        guard schema.hash == key.hash else {
            throw ServiceFailure.invalidParameters(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                    + "\(index.name). index hash key: \(schema.hash), table hash key: \(key.hash)")
        }
        return IndexDefinition(name: index.name, key: schema, projection: try Self.projection(index.projection))
    }

    func globalIndexes(_ indexes: [Index]?) throws -> [IndexDefinition] {
        guard let indexes else { return [] }
        guard !indexes.isEmpty else {
            throw ServiceFailure.invalidParameters("List of GlobalSecondaryIndexes is empty")
        }
        let definitions = try indexes.map { try globalIndex($0) }
        guard definitions.count <= Self.mostGlobalIndexes else {
            throw ServiceFailure.invalidParameters(
                "GlobalSecondaryIndex count exceeds the per-table limit of \(Self.mostGlobalIndexes)")
        }
        return definitions
    }

    func globalIndex(_ index: Index) throws -> IndexDefinition {
        let schema = try schema(index.keys)
        if mode == .payPerRequest, index.throughput != nil {
            throw ServiceFailure.invalidParameters(
                "ProvisionedThroughput should not be specified for index: \(index.name) "
                    + "when BillingMode is PAY_PER_REQUEST")
        }
        if mode == .provisioned, index.throughput == nil {
            throw ServiceFailure.invalidParameters(
                "ProvisionedThroughput must be specified for index: \(index.name)")
        }
        var definition = IndexDefinition(
            name: index.name, key: schema, projection: try Self.projection(index.projection))
        definition.throughput = try Self.throughput(index.throughput)
        definition.onDemand = try onDemand(index.onDemand)
        return definition
    }

    static func checkNames(_ indexes: [IndexDefinition]) throws {
        var names: Set<String> = []
        for index in indexes where !names.insert(index.name).inserted {
            throw ServiceFailure.invalidParameters("Duplicate index name: \(index.name)")
        }
        let projected = indexes.reduce(0) { $0 + $1.projection.namedCount }
        guard projected <= mostProjected else {
            throw ServiceFailure.invalidParameters(
                "Total number of projected attributes across all indexes exceeds the limit of \(mostProjected)")
        }
    }

    private static func projection(_ node: JSONNode) throws -> IndexProjection {
        let type = node.text("ProjectionType")
        let names = node.texts("NonKeyAttributes")
        guard let type else { throw ServiceFailure.invalidParameters("Unknown ProjectionType: null") }
        if type == "INCLUDE" {
            guard let names else {
                throw ServiceFailure.invalidParameters(
                    "ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
            }
            try checkNoneTwice(in: names)
            return .include(names)
        }
        guard names == nil else {
            throw ServiceFailure.invalidParameters("ProjectionType is \(type), but NonKeyAttributes is specified")
        }
        return type == "ALL" ? .all : .keysOnly
    }

    private static func checkNoneTwice(in names: [String]) throws {
        var seen: Set<String> = []
        let repeated = names.filter { !seen.insert($0).inserted }
        guard repeated.isEmpty else {
            throw ServiceFailure.invalidParameters(
                "Duplicate NonKeyAttributes: [\(repeated.joined(separator: ", "))]")
        }
    }
}

extension IndexProjection {
    fileprivate var namedCount: Int {
        if case .include(let names) = self { names.count } else { 0 }
    }
}
