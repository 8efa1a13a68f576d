import Expressions
import JSON
import TableStore

extension Operations {
    func getItem(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.getItem, layer: .current)
        let request = try ItemRead(input, wording: .current)
        let report = CapacityReport(input)
        let consistent = input.flag("ConsistentRead") ?? false
        let stored = try store.read { reader in
            let table = try table(request.table, in: reader)
            let form = KeyForm(table.definition.key, of: table.definition)
            let key = try form.key(exactly: request.key)
            try TableForm.checkPaths(request.projection?.paths, in: table.definition)
            return try reader.item(key, in: table, consistent: consistent)
        }
        return try Self.object(capacity: 64 + (stored?.json.count ?? 0)) { json in
            if let stored {
                json.key("Item")
                json.json(try stored.json(showing: request.projection))
            }
            var capacity = Capacity()
            capacity.table = Capacity.reading(stored?.size ?? 0, consistent: consistent)
            capacity.write(to: &json, table: request.table, report)
        }
    }
}

/// An item to read, and the attributes to return.
struct ItemRead {
    private static let style = ParameterStyle(expressions: ["ProjectionExpression"], legacy: ["AttributesToGet"])

    let table: String
    let key: Item
    let projection: Projection?

    init(_ input: JSONNode, wording: ValueWording) throws {
        try Self.style.check(input)
        table = try input.required(text: "TableName")
        key = try Item(reading: input.required(member: "Key"), wording: wording)
        projection = try Self.projection(of: input, wording: wording)
    }

    /// Returns a request's projection, after checking that all placeholders are used.
    static func projection(of input: JSONNode, wording: ValueWording) throws -> Projection? {
        guard let expression = input.text("ProjectionExpression") else { return nil }
        var placeholders = try Placeholders(
            names: input.member("ExpressionAttributeNames"), values: nil, wording: wording)
        let projection = try Projection(parsing: expression, with: &placeholders)
        try placeholders.requireAllUsed()
        return projection
    }
}

extension StoredItem {
    /// Returns the item, or the projected parts of it, as JSON.
    func json(showing projection: Projection?) throws -> [UInt8] {
        guard let projection else { return json }
        return projection.project(try parsed()).json()
    }
}
