import JSON
import TableStore
import Time

extension Operations {
    func createTable(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireTableName(of: input)
        try ShapeReader.check(input, against: TableShapes.createTable)
        let now = clock()
        let definition = try newTable(input, at: now)
        let arns = arns
        return try store.write(at: now) { writer in
            guard writer.table(named: definition.name) == nil else {
                throw ServiceFailure.inUse("Table already exists: \(definition.name)")
            }
            try writer.create(definition)
            let description = DescribedTable(definition, status: "CREATING", counts: .empty, arns: arns)
            return Self.object(capacity: 1024) { json in
                json.key("TableDescription")
                description.write(to: &json)
            }
        }
    }

    private func newTable(_ input: JSONNode, at now: Int64) throws -> TableDefinition {
        let mode = input.text("BillingMode").flatMap(Billing.Mode.init(rawValue:)) ?? .provisioned
        let throughput = try Self.throughput(of: input, mode)
        let attributes = try TableSpecification.attributes(in: input)
        let specification = TableSpecification(attributes: attributes, mode: mode)
        let key = try specification.key(TableSpecification.KeyElement.elements(of: input))
        let local = try input.member("LocalSecondaryIndexes")?.elements.map { try TableSpecification.Index($0) }
        let global = try input.member("GlobalSecondaryIndexes")?.elements.map { try TableSpecification.Index($0) }
        var definition = try TableDefinition(
            name: arns.tableName(in: input.required(text: "TableName")),
            id: UUIDv7.make(at: Instant(milliseconds: now)).description, createdAt: now, attributes: attributes,
            key: key)
        definition.localIndexes = try specification.localIndexes(local, of: key)
        definition.globalIndexes = try specification.globalIndexes(global)
        let indexes = definition.localIndexes + definition.globalIndexes
        try TableSpecification.checkNames(indexes)
        try specification.checkAllUsed(by: [key] + indexes.map(\.key), hasIndexes: !indexes.isEmpty)
        definition.billing = Billing(mode: mode, paidPerRequestSince: mode == .payPerRequest ? now : nil)
        definition.throughput = throughput
        definition.onDemand = try specification.onDemand(input.member("OnDemandThroughput"))
        definition.warmThroughput = TableSpecification.warmThroughput(of: input)
        definition.stream = try Self.stream(of: input, at: now)
        definition.deletionProtection = input.flag("DeletionProtectionEnabled") ?? false
        definition.tableClass = try TableSpecification.tableClass(of: input)
        definition.encryption = input.member("SSESpecification").map {
            String(decoding: $0.value.json(), as: UTF8.self)
        }
        definition.tags = try Self.tags(input.member("Tags")?.elements.map { try Self.tag($0) } ?? [], on: [])
        return definition
    }

    private static func throughput(of input: JSONNode, _ mode: Billing.Mode) throws -> Throughput {
        let node = input.member("ProvisionedThroughput")
        switch (mode, node) {
        case (.payPerRequest, _?):
            throw ServiceFailure.invalidParameters(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified "
                    + "when BillingMode is PAY_PER_REQUEST")
        case (.provisioned, nil):
            throw ServiceFailure.invalidParameters(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
        default:
            return try TableSpecification.throughput(node)
        }
    }

    /// Returns the requested stream; nil for none.
    static func stream(of input: JSONNode, at now: Int64) throws -> StreamSettings? {
        guard let node = input.member("StreamSpecification") else { return nil }
        let view = node.text("StreamViewType").flatMap(StreamSettings.View.init(rawValue:))
        guard node.flag("StreamEnabled") == true else {
            guard view == nil else {
                throw ServiceFailure.invalidParameters(
                    "StreamViewType should not be specified when StreamEnabled is false")
            }
            return nil
        }
        guard let view else {
            throw ServiceFailure.invalidParameters("StreamViewType must be specified when StreamEnabled is true")
        }
        return StreamSettings(view: view, label: Self.streamLabel(at: now))
    }

    /// Returns a stream's label: the time in the service's format, to the millisecond.
    private static func streamLabel(at now: Int64) -> String {
        let text = Instant(milliseconds: now).description
        let bare = text.hasSuffix("Z") ? String(text.dropLast()) : text
        return bare.contains(".") ? bare : bare + ".000"
    }

    /// Throws the control plane's error for a missing name, which it checks before anything else.
    static func requireTableName(of input: JSONNode) throws {
        guard input.kind == .object, input.member("TableName") == nil else { return }
        throw ServiceFailure.validation("The parameter 'TableName' is required but was not present in the request")
    }
}
