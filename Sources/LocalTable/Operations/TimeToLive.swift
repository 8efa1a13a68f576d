import JSON
import TableStore

extension Operations {
    func updateTimeToLive(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.updateTimeToLive)
        let name = try input.required(text: "TableName")
        let specification = try input.required(member: "TimeToLiveSpecification")
        let attribute = try specification.required(text: "AttributeName")
        let isOn = specification.flag("Enabled") ?? false
        try store.write(at: clock()) { writer in
            var definition = try describedTable(name, in: writer).definition
            try Self.checkTimeToLive(of: definition, attribute, isOn: isOn)
            definition.timeToLive = isOn ? attribute : nil
            let form = TableForm(definition)
            try writer.update(definition) { try form.forms(of: StoredItem(json: $0, size: 0).parsed()) }
        }
        return Self.object { json in
            json.object("TimeToLiveSpecification") { json in
                json.member("AttributeName", attribute)
                json.member("Enabled", isOn)
            }
        }
    }

    private static func checkTimeToLive(
        of definition: TableDefinition, _ attribute: String, isOn: Bool
    ) throws {
        switch (definition.timeToLive, isOn) {
        case (nil, false): throw ServiceFailure.validation("TimeToLive is already disabled")
        case (_?, true): throw ServiceFailure.validation("TimeToLive is already enabled")
        case (let known?, false) where known != attribute:
            throw ServiceFailure.validation(
                "TimeToLive is active on a different AttributeName: current AttributeName is \(known)")
        default: break
        }
    }

    func describeTimeToLive(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: TableShapes.describeTimeToLive)
        let name = try input.required(text: "TableName")
        let attribute = try store.read { try describedTable(name, in: $0).definition.timeToLive }
        return Self.object { json in
            json.object("TimeToLiveDescription") { json in
                if let attribute { json.member("AttributeName", attribute) }
                json.member("TimeToLiveStatus", attribute == nil ? "DISABLED" : "ENABLED")
            }
        }
    }
}
