import JSON
import Testing

@testable import LocalTable

struct ItemTests {
    static let stories: [[Exchange]] = [
        [
            Exchange("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"n":{"N":"1.50"}}}"#, json("{}")),
            Exchange(
                "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}}}"#,
                json(#"{"Item":{"pk":{"S":"a"},"n":{"N":"1.5"}}}"#)),
            Exchange(
                "GetItem",
                #"{"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/plain","Key":{"pk":{"S":"a"}},"#
                    + ##""ProjectionExpression":"#n","ExpressionAttributeNames":{"#n":"n"},"##
                    + #""ReturnConsumedCapacity":"INDEXES","ConsistentRead":true}"#,
                json(
                    #"{"Item":{"n":{"N":"1.5"}},"ConsumedCapacity":{"CapacityUnits":1,"Table":{"CapacityUnits":1},"#
                        + #""TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/plain"}}"#)),
            Exchange(
                "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"b"}},"ReturnConsumedCapacity":"TOTAL"}"#,
                json(#"{"ConsumedCapacity":{"CapacityUnits":0.5,"TableName":"plain"}}"#)),
            Exchange(
                "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"}"#,
                json(#"{"Attributes":{"pk":{"S":"a"},"n":{"N":"1.5"}}}"#)),
            Exchange(
                "DeleteItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"}"#,
                json(#"{"Attributes":{"pk":{"S":"a"}}}"#)),
            Exchange(
                "DeleteItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ReturnValues":"ALL_OLD"}"#, json("{}")),
        ],
        [
            Exchange("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#, json("{}")),
            Exchange(
                "PutItem",
                #"{"TableName":"plain","Item":{"pk":{"S":"a"}},"ConditionExpression":"attribute_not_exists(pk)"}"#,
                refusal("ConditionalCheckFailedException: The conditional request failed")),
            Exchange(
                "DeleteItem",
                #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ConditionExpression":"v = :v","#
                    + #""ExpressionAttributeValues":{":v":{"N":"2"}},"#
                    + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD"}"#,
                json(
                    #"{"error":"ConditionalCheckFailedException: The conditional request failed","#
                        + #""Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#)),
            Exchange(
                "UpdateItem",
                #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET v = v + :one, w = :one","#
                    + #""ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"UPDATED_OLD"}"#,
                json(#"{"Attributes":{"v":{"N":"1"}}}"#)),
            Exchange(
                "UpdateItem",
                #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"ADD v :one","#
                    + #""ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}"#,
                json(#"{"Attributes":{"v":{"N":"3"}}}"#)),
            Exchange(
                "UpdateItem",
                #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"REMOVE w","ReturnValues":"ALL_NEW"}"#,
                json(#"{"Attributes":{"pk":{"S":"a"},"v":{"N":"3"}}}"#)),
            Exchange(
                "UpdateItem", #"{"TableName":"plain","Key":{"pk":{"S":"new"}},"ReturnValues":"ALL_NEW"}"#,
                json(#"{"Attributes":{"pk":{"S":"new"}}}"#)),
        ],
        [
            Exchange(
                "PutItem",
                #"{"TableName":"rich","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"},"l":{"S":"l"}},"#
                    + #""ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE"}"#,
                json(
                    #"{"ConsumedCapacity":{"CapacityUnits":4,"TableName":"rich","Table":{"CapacityUnits":1},"#
                        + #""GlobalSecondaryIndexes":{"all":{"CapacityUnits":1},"keys":{"CapacityUnits":1}},"#
                        + #""LocalSecondaryIndexes":{"local":{"CapacityUnits":1}}},"#
                        + #""ItemCollectionMetrics":{"ItemCollectionKey":{"pk":{"S":"a"}},"#
                        + #""SizeEstimateRangeGB":[0,1]}}"#)),
            Exchange(
                "UpdateItem",
                #"{"TableName":"rich","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"UpdateExpression":"SET g = :g","#
                    + #""ExpressionAttributeValues":{":g":{"S":"h"}},"ReturnConsumedCapacity":"INDEXES"}"#,
                json(
                    #"{"ConsumedCapacity":{"CapacityUnits":5,"TableName":"rich","Table":{"CapacityUnits":1},"#
                        + #""GlobalSecondaryIndexes":{"all":{"CapacityUnits":2},"keys":{"CapacityUnits":2}}}}"#)),
        ],
    ]

    @Test("What was written is read, returned and counted", arguments: stories)
    func story(_ exchanges: [Exchange]) throws {
        let rig = try Rig.withTables()
        for exchange in exchanges {
            let answer = try rig.answer(exchange.operation, exchange.input)
            #expect(answer == exchange.answer)
        }
    }

    static let large = String(repeating: "x", count: 400 * 1024)

    static let refused: [Exchange] = [
        Exchange("GetItem", #"{"TableName":"plain","Key":{}}"#, wrongKey),
        Exchange("GetItem", #"{"TableName":"plain","Key":{"pk":{"N":"1"}}}"#, wrongKey),
        Exchange("GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"},"b":{"S":"a"}}}"#, wrongKey),
        Exchange("GetItem", #"{"TableName":"none","Key":{}}"#, missing),
        Exchange(
            "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":""}}}"#,
            invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                    + "empty string value. Key: pk")),
        Exchange(
            "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"\#(large.prefix(2049))"}}}"#,
            invalid(
                "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit "
                    + "of2048 bytes")),
        Exchange(
            "GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"ProjectionExpression":"pk.x"}"#,
            invalid(
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk"
            )),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"a":{"S":"a"}}}"#,
            invalid("One or more parameter values were invalid: Missing the key pk in the item")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"":{"S":"a"}}}"#,
            invalid("One or more parameter values were invalid: Empty attribute name")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":{"N":"1"}}}"#,
            invalid("One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"x":{"S":"\#(large)"}}}"#,
            invalid("Item size has exceeded the maximum allowed size")),
        Exchange(
            "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"}},"ReturnValues":"ALL_NEW"}"#,
            invalid("ReturnValues set to invalid value")),
        Exchange(
            "PutItem", #"{"TableName":"rich","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"N":"1"}}}"#,
            invalid(
                "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N "
                    + "IndexName: all")),
        Exchange(
            "PutItem", #"{"TableName":"rich","Item":{"pk":{"S":"a"},"sk":{"N":"1"},"l":{"S":""}}}"#,
            invalid(
                "One or more parameter values are not valid. A value specified for a secondary index key is not "
                    + "supported. The AttributeValue for a key attribute cannot contain an empty string value. "
                    + "IndexName: local, IndexKey: l")),
        Exchange(
            "UpdateItem",
            #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET pk = :v","#
                + #""ExpressionAttributeValues":{":v":{"S":"b"}}}"#,
            invalid(
                "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of "
                    + "the key")),
        Exchange(
            "UpdateItem",
            #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET x = :v","#
                + #""ExpressionAttributeValues":{":v":{"S":"\#(large)"}}}"#,
            invalid("Item size to update has exceeded the maximum allowed size")),
        Exchange(
            "UpdateItem",
            #"{"TableName":"rich","Key":{"pk":{"S":"a"},"sk":{"N":"1"}},"UpdateExpression":"SET g = :v","#
                + #""ExpressionAttributeValues":{":v":{"S":""}}}"#,
            invalid(
                "One or more parameter values are not valid. The update expression attempted to update a secondary "
                    + "index key to a value that is not supported. The AttributeValue for a key attribute cannot "
                    + "contain an empty string value.")),
    ]

    private static let wrongKey = invalid("The provided key element does not match the schema")
    private static let missing = refusal("ResourceNotFoundException: Requested resource not found")

    @Test("What does not fit the table is refused in the service's words", arguments: refused)
    func refusals(_ exchange: Exchange) throws {
        let answer = try Rig.withTables().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }

    @Test("An update that fails leaves no trace")
    func failedUpdate() throws {
        let rig = try Rig.withTables()
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"s":{"S":"x"}}}"#)
        let answer = try rig.answer(
            "UpdateItem",
            #"{"TableName":"plain","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET s = s + :n","#
                + #""ExpressionAttributeValues":{":n":{"N":"1"}}}"#)
        #expect(answer == invalid("An operand in the update expression has an incorrect data type"))
        #expect(
            try rig.answer("GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"a"}}}"#)
                == json(#"{"Item":{"pk":{"S":"a"},"s":{"S":"x"}}}"#))
    }
}
