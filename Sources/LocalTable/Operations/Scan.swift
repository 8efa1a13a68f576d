import Expressions
import JSON
import TableStore

extension Operations {
    private static let style = ParameterStyle(
        expressions: ["ProjectionExpression", "FilterExpression"],
        legacy: ["AttributesToGet", "ScanFilter", "ConditionalOperator"])

    func scan(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.scan)
        try Self.style.check(input)
        let startKey = try PageRequest.startKey(of: input, wording: .older)
        let range = try Self.segment(of: input)
        var placeholders = try Placeholders(
            names: input.member("ExpressionAttributeNames"), values: input.member("ExpressionAttributeValues"),
            wording: .older)
        let projection = try input.text("ProjectionExpression").map {
            try Projection(parsing: $0, with: &placeholders)
        }
        let filter = try input.text("FilterExpression").map {
            try ConditionExpression(parsing: $0, as: .filter, with: &placeholders)
        }
        try placeholders.requireAllUsed()
        let request = try PageRequest(input, startKey: startKey, filter: filter, projection: projection)
        return try store.read { reader in
            let source = try PageSource(table(request.table, in: reader), for: request)
            try TableForm.checkPaths(request.paths, in: source.table.definition)
            let start = try request.startKey.map { try source.position(of: $0) }
            if let start, !range.mayHold(partition: start.rowKey.hash) { throw Self.wrongSegment(of: input) }
            return try PageAnswer.answer(
                request, from: source, range: range, forward: true, after: start, with: reader)
        }
    }

    private static func wrongSegment(of input: JSONNode) -> ServiceFailure {
        .validation(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with "
                + "correct Segment. TotalSegments: \(input.integer("TotalSegments") ?? 1) "
                + "Segment: \(input.integer("Segment") ?? 0)")
    }

    private static func segment(of input: JSONNode) throws -> KeyRange {
        switch (input.integer("Segment"), input.integer("TotalSegments")) {
        case (nil, nil): return .whole
        case (_?, nil):
            throw ServiceFailure.validation(
                "The TotalSegments parameter is required but was not present in the request "
                    + "when Segment parameter is present")
        case (nil, _?):
            throw ServiceFailure.validation(
                "The Segment parameter is required but was not present in the request "
                    + "when parameter TotalSegments is present")
        case (let segment?, let total?):
            guard segment < total else {
                throw ServiceFailure.validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
                        + "Segment: \(segment) is not less than TotalSegments: \(total)")
            }
            return total == 1 ? .whole : .segment(segment, of: total)
        }
    }
}
