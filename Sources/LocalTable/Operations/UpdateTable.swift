import JSON
import TableStore

extension Operations {
    func updateTable(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireTableName(of: input)
        try ShapeReader.check(input, against: TableShapes.updateTable)
        let now = clock()
        let name = try input.required(text: "TableName")
        return try store.write(at: now) { writer in
            let table = try describedTable(name, in: writer)
            let counts = try TableCounts(of: table, in: writer)
            var change = TableChange(table.definition, at: now)
            try change.apply(input)
            let form = TableForm(change.definition)
            try writer.update(change.definition) { json in
                try form.forms(of: StoredItem(json: json, size: 0).parsed())
            }
            var description = DescribedTable(change.described, status: "UPDATING", counts: counts, arns: arns)
            description.indexStatuses = change.indexStatuses
            description.closedStream = try closedStream(of: change.definition, in: writer)
            return Self.object(capacity: 1024) { json in
                json.key("TableDescription")
                description.write(to: &json)
            }
        }
    }
}

/// A change to a table's definition by UpdateTable, with the service's checks.
struct TableChange {
    private(set) var definition: TableDefinition
    private let old: TableDefinition
    private let now: Int64

    init(_ definition: TableDefinition, at now: Int64) {
        self.definition = definition
        old = definition
        self.now = now
    }

    /// The table as described in the answer, including an index that is being deleted.
    var described: TableDefinition {
        var described = definition
        described.globalIndexes += old.globalIndexes.filter { definition.index(named: $0.name) == nil }
        return described
    }

    /// The states of global indexes that are changing.
    var indexStatuses: [String: String] {
        var statuses: [String: String] = [:]
        for index in described.globalIndexes {
            switch (old.index(named: index.name), definition.index(named: index.name)) {
            case (nil, _): statuses[index.name] = "CREATING"
            case (_, nil): statuses[index.name] = "DELETING"
            case (let before?, let after?): statuses[index.name] = before == after ? "ACTIVE" : "UPDATING"
            }
        }
        return statuses
    }

    mutating func apply(_ input: JSONNode) throws {
        try Self.checkChangesAnything(input)
        try applyBilling(input)
        try applyIndexes(input)
        try checkIndexesAreProvisioned()
        try applyStream(input)
        try applyClass(input)
        applyWarmThroughput(input)
        if let isProtected = input.flag("DeletionProtectionEnabled") { definition.deletionProtection = isProtected }
        if let encryption = input.member("SSESpecification") {
            definition.encryption = String(decoding: encryption.value.json(), as: UTF8.self)
        }
    }

    private static func checkChangesAnything(_ input: JSONNode) throws {
        let changes = [
            "BillingMode", "ProvisionedThroughput", "GlobalSecondaryIndexUpdates", "StreamSpecification",
            "SSESpecification", "TableClass", "DeletionProtectionEnabled", "OnDemandThroughput",
            "WarmThroughput",
        ]
        guard changes.contains(where: { input.member($0) != nil && input.member($0)?.array?.isEmpty != true }) else {
            throw ServiceFailure.validation(
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                    + "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required in UpdateTable")
        }
    }

    /// Applies the requested warm throughput; a request with only one of the two values keeps the other.
    private mutating func applyWarmThroughput(_ input: JSONNode) {
        guard var wanted = TableSpecification.warmThroughput(of: input) else { return }
        wanted.read = wanted.read ?? definition.warmThroughput?.read
        wanted.write = wanted.write ?? definition.warmThroughput?.write
        definition.warmThroughput = wanted
    }

    private mutating func applyClass(_ input: JSONNode) throws {
        guard let tableClass = try TableSpecification.tableClass(of: input) else { return }
        if tableClass != definition.tableClass ?? TableSpecification.standardClass {
            definition.tableClassChangedAt = now
        }
        definition.tableClass = tableClass
    }

    // MARK: Billing

    private mutating func applyBilling(_ input: JSONNode) throws {
        let mode = input.text("BillingMode").flatMap(Billing.Mode.init(rawValue:)) ?? definition.billing.mode
        let node = input.member("ProvisionedThroughput")
        if mode == .payPerRequest {
            guard node == nil else {
                throw ServiceFailure.invalidParameters(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified "
                        + "when BillingMode is PAY_PER_REQUEST")
            }
            if definition.billing.mode != mode { payPerRequest() }
            if let limits = input.member("OnDemandThroughput") { definition.onDemand = try onDemand(limits) }
            return
        }
        _ = try TableSpecification(attributes: [], mode: mode).onDemand(input.member("OnDemandThroughput"))
        if definition.billing.mode == .payPerRequest, node == nil {
            throw ServiceFailure.invalidParameters(
                "ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
        }
        definition.billing.mode = mode
        definition.onDemand = nil
        for place in definition.globalIndexes.indices { definition.globalIndexes[place].onDemand = nil }
        guard let node else { return }
        definition.throughput = try changed(definition.throughput, to: node, "table")
    }

    private func checkIndexesAreProvisioned() throws {
        guard old.billing.mode == .payPerRequest, definition.billing.mode == .provisioned else { return }
        guard let index = definition.globalIndexes.first(where: { $0.throughput.read == 0 }) else { return }
        throw ServiceFailure.invalidParameters("ProvisionedThroughput must be specified for index: \(index.name)")
    }

    private mutating func payPerRequest() {
        definition.billing = Billing(mode: .payPerRequest, paidPerRequestSince: now)
        definition.throughput = Throughput()
        for place in definition.globalIndexes.indices { definition.globalIndexes[place].throughput = Throughput() }
    }

    private func changed(_ old: Throughput, to node: JSONNode, _ what: String) throws -> Throughput {
        var new = try TableSpecification.throughput(node)
        guard new.read != old.read || new.write != old.write else {
            throw ServiceFailure.validation(
                "The provisioned throughput for the \(what) will not change. The requested value equals the current "
                    + "value. Current ReadCapacityUnits provisioned for the \(what): \(old.read). "
                    + "Requested ReadCapacityUnits: \(new.read). "
                    + "Current WriteCapacityUnits provisioned for the \(what): \(old.write). "
                    + "Requested WriteCapacityUnits: \(new.write). Refer to the Amazon DynamoDB Developer Guide for "
                    + "current limits and how to request higher limits.")
        }
        new.increasedAt = new.read > old.read || new.write > old.write ? now : old.increasedAt
        let isLess = new.read < old.read || new.write < old.write
        new.decreasedAt = isLess ? now : old.decreasedAt
        new.decreasesToday = old.decreasesToday + (isLess ? 1 : 0)
        return new
    }

    private func onDemand(_ node: JSONNode) throws -> OnDemandLimits? {
        try TableSpecification(attributes: [], mode: definition.billing.mode).onDemand(node)
    }

    // MARK: Indexes

    private mutating func applyIndexes(_ input: JSONNode) throws {
        guard let updates = input.member("GlobalSecondaryIndexUpdates")?.array else { return }
        let given = try TableSpecification.attributes(in: input)
        let structural = updates.filter { $0.member("Create") != nil || $0.member("Delete") != nil }
        guard structural.count <= 1 else {
            throw ServiceFailure(
                "LimitExceededException",
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table")
        }
        for update in updates {
            switch (update.member("Create"), update.member("Update"), update.member("Delete")) {
            case (let node?, nil, nil): try create(node, given)
            case (nil, let node?, nil): try change(node)
            case (nil, nil, let node?): try delete(node)
            default:
                throw ServiceFailure.invalidParameters(
                    "One of GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Update, "
                        + "GlobalSecondaryIndexUpdate.Delete must be specified, and no more than one")
            }
        }
        keepUsedAttributes()
    }

    private mutating func create(_ node: JSONNode, _ given: [KeyAttribute]) throws {
        let specification = TableSpecification(attributes: given, mode: definition.billing.mode)
        try specification.checkNoneTwice()
        let index = try specification.globalIndex(TableSpecification.Index(node))
        try checkTypes(of: given, for: index.key)
        guard definition.index(named: index.name) == nil else {
            throw ServiceFailure.validation(
                "Attempting to create an index which already exists: \(index.name)")
        }
        definition.attributes += given.filter { attribute in
            index.key.names.contains(attribute.name) && !definition.attributes.contains { $0.name == attribute.name }
        }
        definition.globalIndexes.append(index)
        guard definition.globalIndexes.count <= 20 else {
            throw ServiceFailure.invalidParameters("GlobalSecondaryIndex count exceeds the per-table limit of 20")
        }
        try TableSpecification.checkNames(definition.localIndexes + definition.globalIndexes)
    }

    /// Throws if an attribute of an existing key would change its type.
    private func checkTypes(of given: [KeyAttribute], for key: KeySchema) throws {
        let known = definition.attributes
        let changed = given.first { attribute in
            known.contains { $0.name == attribute.name && $0.kind != attribute.kind }
        }
        guard let name = changed?.name else { return }
        let existing = keys.first { $0.names.contains(name) } ?? definition.key
        let new = key.names.contains(name) ? key : existing
        throw ServiceFailure.invalidParameters(
            "Attributes cannot be redefined. Please check that your attribute has the same type as previously "
                + "defined. Existing schema: \(Self.text(existing, of: known)) "
                + "New schema: \(Self.text(new, of: given + known))")
    }

    /// Returns a key as written in the service's errors.
    private static func text(_ key: KeySchema, of attributes: [KeyAttribute]) -> String {
        let elements = zip(key.names, ["HASH", "RANGE"]).map { name, role in
            let kind = attributes.first { $0.name == name }?.kind.rawValue ?? ""
            return "SchemaElement: key{\(name):\(kind):\(role)}"
        }
        return "Schema:[\(elements.joined(separator: ", "))]"
    }

    private var keys: [KeySchema] {
        [definition.key] + (definition.globalIndexes + definition.localIndexes).map(\.key)
    }

    private mutating func change(_ node: JSONNode) throws {
        let place = try place(of: node)
        if let limits = node.member("OnDemandThroughput") {
            definition.globalIndexes[place].onDemand = try onDemand(limits)
        }
        guard let throughput = node.member("ProvisionedThroughput") else { return }
        guard definition.billing.mode == .provisioned else {
            throw ServiceFailure.invalidParameters(
                "ProvisionedThroughput should not be specified for index: "
                    + "\(definition.globalIndexes[place].name) when BillingMode is PAY_PER_REQUEST")
        }
        definition.globalIndexes[place].throughput = try changed(
            definition.globalIndexes[place].throughput, to: throughput,
            "index \(definition.globalIndexes[place].name)")
    }

    private mutating func delete(_ node: JSONNode) throws {
        definition.globalIndexes.remove(at: try place(of: node))
    }

    private func place(of node: JSONNode) throws -> Int {
        let name = try node.required(text: "IndexName")
        guard let place = definition.globalIndexes.firstIndex(where: { $0.name == name }) else {
            throw ServiceFailure(
                "ResourceNotFoundException",
                "Requested resource not found: Index: \(name) not found for Table: \(definition.name)")
        }
        return place
    }

    private mutating func keepUsedAttributes() {
        let used = Set(keys.flatMap(\.names))
        definition.attributes.removeAll { !used.contains($0.name) }
    }

    // MARK: Stream

    private mutating func applyStream(_ input: JSONNode) throws {
        guard input.member("StreamSpecification") != nil else { return }
        let wanted = try Operations.stream(of: input, at: now)
        switch (definition.stream, wanted) {
        case (_?, _?):
            throw ServiceFailure.validation("Table already has an enabled stream: TableName: \(definition.name)")
        case (nil, nil):
            throw ServiceFailure.validation("Table has no stream to disable: TableName: \(definition.name)")
        default: definition.stream = wanted
        }
    }
}
