import Expressions
import JSON
import TableStore

extension Operations {
    private static let style = ParameterStyle(
        expressions: ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
        legacy: ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"])

    func query(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.query, layer: .current)
        let (request, condition) = try Self.queryRequest(input)
        let forward = input.flag("ScanIndexForward") ?? true
        return try store.read { reader in
            let source = try PageSource(table(request.table, in: reader), for: request)
            let range = try QueryRange(condition, of: source.key)
            try source.checkFilter(request.filter)
            try TableForm.checkPaths(request.paths, in: source.table.definition)
            let start = try request.startKey.map { try source.position(of: $0) }
            if let start { try range.check(start) }
            return try PageAnswer.answer(
                request, from: source, range: .partition(range.hash, range.bound), forward: forward, after: start,
                with: reader)
        }
    }

    private static func queryRequest(_ input: JSONNode) throws -> (PageRequest, KeyConditionExpression) {
        try style.check(input)
        let startKey = try PageRequest.startKey(of: input, wording: .current)
        guard let text = input.text("KeyConditionExpression") else {
            throw ServiceFailure.validation(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
        }
        var placeholders = try Placeholders(
            names: input.member("ExpressionAttributeNames"), values: input.member("ExpressionAttributeValues"))
        let projection = try input.text("ProjectionExpression").map {
            try Projection(parsing: $0, with: &placeholders)
        }
        let filter = try input.text("FilterExpression").map {
            try ConditionExpression(parsing: $0, as: .filter, with: &placeholders)
        }
        let condition = try KeyConditionExpression(parsing: text, with: &placeholders)
        try placeholders.requireAllUsed()
        let request = try PageRequest(input, startKey: startKey, filter: filter, projection: projection)
        return (request, condition)
    }
}

extension PageSource {
    /// Throws if a query's filter contains an attribute of its key.
    func checkFilter(_ filter: ConditionExpression?) throws {
        guard let filter else { return }
        let names = filter.paths.map(\.attribute)
        for part in key.parts where names.contains(part.name) {
            throw ServiceFailure.validation(
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: \(part.name)")
        }
    }
}
