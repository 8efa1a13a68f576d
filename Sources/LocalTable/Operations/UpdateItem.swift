import Expressions
import JSON

extension Operations {
    private static let style = ParameterStyle(
        expressions: ["UpdateExpression", "ConditionExpression"],
        legacy: ["AttributeUpdates", "Expected", "ConditionalOperator"])

    func updateItem(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.updateItem, layer: .current)
        try Self.style.check(input)
        let key = try Item(reading: input.required(member: "Key"))
        let report = try WriteReport(input, allowing: [.none, .allOld, .updatedOld, .allNew, .updatedNew])
        let expressions = try WriteExpressions(input, wording: .current)
        let write = try ItemWrite(
            table: input.required(text: "TableName"), action: .update(key: key, expressions.update),
            condition: expressions.condition, showsItemOnFailure: expressions.showsItemOnFailure)
        return try answer(perform(write, readingOld: true), to: write, report)
    }
}
