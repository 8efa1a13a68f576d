import JSON
import TableStore

extension Operations {
    /// Returns the table in a control-plane request, with that plane's errors.
    func describedTable(_ given: String, in reader: Reader) throws -> StoredTable {
        let name = try arns.tableName(in: given)
        guard let table = reader.table(named: name) else { throw ServiceFailure.noTable(name) }
        return table
    }

    func describeTable(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireTableName(of: input)
        try ShapeReader.check(input, against: TableShapes.onlyTable)
        let name = try input.required(text: "TableName")
        return try store.read { reader in
            let table = try describedTable(name, in: reader)
            var description = try DescribedTable(
                table.definition, status: "ACTIVE", counts: TableCounts(of: table, in: reader), arns: arns)
            description.closedStream = try closedStream(of: table.definition, in: reader)
            return Self.object(capacity: 1024) { json in
                json.key("Table")
                description.write(to: &json)
            }
        }
    }

    /// Returns the last stream of a table without an active one.
    func closedStream(of definition: TableDefinition, in reader: Reader) throws -> StreamSettings? {
        guard definition.stream == nil else { return nil }
        return try reader.streams(of: definition.name, at: clock()).last { $0.table.id == definition.id }?.settings
    }

    func listTables(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.listTables)
        let limit = input.integer("Limit") ?? 100
        let start = input.text("ExclusiveStartTableName")
        let names = try store.read { reader in
            guard let start else { return reader.tableNames }
            return reader.tableNames.filter { $0 > start }
        }
        return Self.object { json in
            json.array("TableNames") { json in
                for name in names.prefix(limit) { json.string(name) }
            }
            guard names.count > limit, let last = names.prefix(limit).last else { return }
            json.member("LastEvaluatedTableName", last)
        }
    }

    func deleteTable(_ input: JSONNode) throws -> [UInt8] {
        try Self.requireTableName(of: input)
        try ShapeReader.check(input, against: TableShapes.onlyTable)
        let name = try input.required(text: "TableName")
        return try store.write(at: clock()) { writer in
            let table = try describedTable(name, in: writer)
            guard !table.definition.deletionProtection else {
                throw ServiceFailure.validation(
                    "Resource cannot be deleted as it is currently protected against deletion. "
                        + "Disable deletion protection first.")
            }
            let description = try DescribedTable(
                table.definition, status: "DELETING", counts: TableCounts(of: table, in: writer), arns: arns)
            try writer.deleteTable(named: table.definition.name)
            return Self.object(capacity: 1024) { json in
                json.key("TableDescription")
                description.write(to: &json)
            }
        }
    }

    func describeEndpoints(_ input: JSONNode) throws -> [UInt8] {
        Self.endpoints(at: "dynamodb.\(arns.region).amazonaws.com")
    }

    /// Returns the answer to DescribeEndpoints: a single endpoint with that address.
    static func endpoints(at address: String) -> [UInt8] {
        object { json in
            json.array("Endpoints") { json in
                json.object { json in
                    json.member("Address", address)
                    json.member("CachePeriodInMinutes", 1440)
                }
            }
        }
    }

    func describeLimits(_ input: JSONNode) throws -> [UInt8] {
        Self.object { json in
            json.member("AccountMaxReadCapacityUnits", 80_000)
            json.member("AccountMaxWriteCapacityUnits", 80_000)
            json.member("TableMaxReadCapacityUnits", 40_000)
            json.member("TableMaxWriteCapacityUnits", 40_000)
        }
    }
}
