import Expressions
import JSON

extension Operations {
    private static let style = ParameterStyle(
        expressions: ["ConditionExpression"], legacy: ["Expected", "ConditionalOperator"])

    func putItem(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.putItem, layer: .current)
        try Self.style.check(input)
        let item = try Item(storing: input.required(member: "Item"), wording: .current)
        let report = try WriteReport(input, allowing: [.none, .allOld])
        let expressions = try WriteExpressions(input, wording: .current)
        let write = try ItemWrite(
            table: input.required(text: "TableName"), action: .put(item), condition: expressions.condition,
            showsItemOnFailure: expressions.showsItemOnFailure)
        return try answer(perform(write, readingOld: report.needsOld), to: write, report)
    }
}
