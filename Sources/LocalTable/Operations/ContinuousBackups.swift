import JSON
import TableStore

extension Operations {
    func describeContinuousBackups(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.describeTimeToLive)
        let name = try input.required(text: "TableName")
        let definition = try store.read { try backedUp(name, in: $0) }
        return Self.continuousBackups(of: definition)
    }

    func updateContinuousBackups(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.updateBackups)
        let name = try input.required(text: "TableName")
        let specification = try input.required(member: "PointInTimeRecoverySpecification")
        let now = clock()
        let definition = try store.write(at: now) { writer in
            var definition = try backedUp(name, in: writer)
            let isOn = specification.flag("PointInTimeRecoveryEnabled") ?? false
            if isOn != (definition.recoverableSince != nil) { definition.recoverableSince = isOn ? now : nil }
            let form = TableForm(definition)
            try writer.update(definition) { try form.forms(of: StoredItem(json: $0, size: 0).parsed()) }
            return definition
        }
        return Self.continuousBackups(of: definition)
    }

    private func backedUp(_ name: String, in reader: Reader) throws -> TableDefinition {
        guard let table = try reader.table(named: arns.tableName(in: name)) else {
            throw ServiceFailure("TableNotFoundException", "Table not found: \(name)")
        }
        return table.definition
    }

    private static func continuousBackups(of definition: TableDefinition) -> [UInt8] {
        object { json in
            json.object("ContinuousBackupsDescription") { json in
                json.member("ContinuousBackupsStatus", "ENABLED")
                json.object("PointInTimeRecoveryDescription") { json in
                    guard let since = definition.recoverableSince else {
                        json.member("PointInTimeRecoveryStatus", "DISABLED")
                        return
                    }
                    json.member("PointInTimeRecoveryStatus", "ENABLED")
                    json.member("RecoveryPeriodInDays", 35)
                    json.key("EarliestRestorableDateTime")
                    json.seconds(since)
                    json.key("LatestRestorableDateTime")
                    json.seconds(since)
                }
            }
        }
    }
}
