import JSON
import Testing

@testable import LocalTable

struct ValidationTests {
    private static func constraint(_ violations: String...) -> JSONValue {
        let errors = violations.count == 1 ? "error" : "errors"
        return invalid("\(violations.count) validation \(errors) detected: \(violations.joined(separator: "; "))")
    }

    private static func serialization(_ message: String) -> JSONValue {
        refusal("SerializationException: \(message)")
    }

    static let wrongTypes: [Exchange] = [
        Exchange("GetItem", #"{"TableName":5}"#, serialization("NUMBER_VALUE cannot be converted to String")),
        Exchange("GetItem", #"{"TableName":1.5}"#, serialization("DECIMAL_VALUE cannot be converted to String")),
        Exchange("GetItem", #"{"TableName":true}"#, serialization("TRUE_VALUE cannot be converted to String")),
        Exchange(
            "GetItem", #"{"TableName":[]}"#, serialization("Unrecognized collection type class java.lang.String")),
        Exchange(
            "GetItem", #"{"TableName":{}}"#, serialization("Start of structure or map found where not expected")),
        Exchange("GetItem", #"{"Key":"x"}"#, serialization("Unexpected field type")),
        Exchange(
            "GetItem", #"{"Key":[]}"#,
            serialization(
                "Unrecognized collection type java.util.Map<java.lang.String, "
                    + "com.amazonaws.dynamodb.v20120810.AttributeValue>")),
        Exchange("GetItem", #"{"ConsistentRead":"x"}"#, serialization("Unexpected token received from parser")),
        Exchange("Scan", #"{"Limit":"1"}"#, serialization("STRING_VALUE cannot be converted to Integer")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":5}}}"#,
            serialization("NUMBER_VALUE cannot be converted to String")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":"a"}}"#,
            serialization("Unexpected value type in payload")),
        Exchange(
            "CreateTable", #"{"TableName":"abc","KeySchema":{}}"#,
            serialization("Start of structure or map found where not expected")),
    ]

    @Test("JSON of the wrong type is a serialization error", arguments: wrongTypes)
    func misfits(_ exchange: Exchange) throws {
        let answer = try Rig.withTables().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }

    private static let nullTable = "Value null at 'tableName' failed to satisfy constraint: Member must not be null"
    private static let nullKey = "Value null at 'key' failed to satisfy constraint: Member must not be null"
    private static let long = String(repeating: "a", count: 256)

    static let constraints: [Exchange] = [
        Exchange("GetItem", "{}", constraint(nullTable, nullKey)),
        Exchange(
            "GetItem", #"{"TableName":"ab!","Key":{}}"#,
            constraint(
                "Value 'ab!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression "
                    + "pattern: [a-zA-Z0-9_.-]+")),
        Exchange(
            "GetItem", #"{"TableName":"ab","Key":{}}"#,
            constraint(
                "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or "
                    + "equal to 3")),
        Exchange(
            "GetItem", #"{"TableName":"","Key":{}}"#,
            constraint(
                "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal "
                    + "to 1")),
        Exchange(
            "PutItem", #"{"TableName":"\#(long)","Item":{}}"#,
            constraint(
                "Value '\(long)' at 'tableName' failed to satisfy constraint: Member must have length less than or "
                    + "equal to 255")),
        Exchange(
            "Query", #"{"TableName":"plain","Select":"X"}"#,
            constraint(
                "Value 'X' at 'select' failed to satisfy constraint: Member must satisfy enum value set: "
                    + "[SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")),
        Exchange(
            "Query", #"{"TableName":"plain","Limit":0}"#,
            constraint(
                "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")),
        Exchange(
            "Scan", #"{"TableName":"plain","Limit":0}"#,
            constraint(
                "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to "
                    + "1")),
        Exchange(
            "TransactWriteItems", #"{"TransactItems":[]}"#,
            constraint(
                "Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or "
                    + "equal to 1")),
        Exchange(
            "CreateTable",
            #"{"TableName":"abc","AttributeDefinitions":[],"KeySchema":[{"KeyType":"HASH"},"#
                + #"{"AttributeName":"a","KeyType":"Woop"}]}"#,
            constraint(
                "Value null at 'keySchema.1.member.attributeName' failed to satisfy constraint: Member must not be "
                    + "null",
                "Value 'Woop' at 'keySchema.2.member.keyType' failed to satisfy constraint: Member must satisfy enum "
                    + "value set: [HASH, RANGE]")),
        Exchange(
            "CreateTable", "{}", invalid("The parameter 'TableName' is required but was not present in the request")),
        Exchange(
            "BatchGetItem", #"{"RequestItems":{}}"#,
            invalid("The requestItems parameter is required for BatchGetItem")),
        Exchange(
            "BatchWriteItem", #"{"RequestItems":{"a":[]}}"#,
            constraint(
                "Value '{a=[]}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: "
                    + "[Member must have length less than or equal to 255, Member must have length greater than or "
                    + "equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
                "Value '{a=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
                    + "[Member must have length less than or equal to 25, Member must have length greater than or "
                    + "equal to 1]")),
    ]

    @Test("Broken constraints are told all at once", arguments: constraints)
    func violations(_ exchange: Exchange) throws {
        let answer = try Rig.withTables().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }

    static let styles: [Exchange] = [
        Exchange(
            "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"AttributesToGet":["pk"]}"#,
            invalid("LocalTable does not offer the legacy parameter AttributesToGet: use expressions instead")),
        Exchange(
            "GetItem",
            #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"AttributesToGet":["pk"],"ProjectionExpression":"pk"}"#,
            invalid(
                "Can not use both expression and non-expression parameters in the same request: "
                    + "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}")),
        Exchange(
            "GetItem", ##"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ExpressionAttributeNames":{"#a":"a"}}"##,
            invalid("ExpressionAttributeNames can only be specified when using expressions")),
        Exchange(
            "UpdateItem",
            #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            invalid(
                "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and "
                    + "ConditionExpression are null")),
        Exchange(
            "PutItem",
            #"{"TableName":"plain","Item":{"pk":{"S":"a"}},"ConditionExpression":"attribute_exists(pk)","#
                + ##""ExpressionAttributeNames":{"#a":"a"}}"##,
            invalid("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}")),
        Exchange("Nothing", "{}", refusal("UnknownOperationException: ")),
    ]

    @Test("Expressions don't mix with what came before them", arguments: styles)
    func mixtures(_ exchange: Exchange) throws {
        let answer = try Rig.withTables().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }
}
