import JSON
import Testing

@testable import LocalTable

struct TransactionTests {
    private static func cancelled(_ codes: String, _ reasons: String) -> JSONValue {
        .object([
            "error": .string(
                "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific "
                    + "reasons [\(codes)]"),
            "CancellationReasons": json(reasons),
        ])
    }

    private static func put(_ key: String, _ rest: String = "") -> String {
        #"{"Put":{"TableName":"plain","Item":{"pk":{"S":"\#(key)"}}\#(rest)}}"#
    }

    private static func write(_ actions: String..., token: String? = nil) -> String {
        let token = token.map { #","ClientRequestToken":"\#($0)""# } ?? ""
        return #"{"TransactItems":[\#(actions.joined(separator: ","))]\#(token)}"#
    }

    private static let failed = #"{"Code":"ConditionalCheckFailed","Message":"The conditional request failed""#
    private static let none = #"{"Code":"None"}"#

    static let refused: [Exchange] = [
        Exchange(
            "TransactWriteItems",
            write(put("new"), put("old", #","ConditionExpression":"attribute_not_exists(pk)""#)),
            cancelled("None, ConditionalCheckFailed", "[\(none),\(failed)}]")),
        Exchange(
            "TransactWriteItems",
            write(
                put(
                    "old",
                    #","ConditionExpression":"attribute_not_exists(pk)","#
                        + #""ReturnValuesOnConditionCheckFailure":"ALL_OLD""#)),
            cancelled("ConditionalCheckFailed", #"[\#(failed),"Item":{"pk":{"S":"old"},"s":{"S":"x"}}}]"#)),
        Exchange(
            "TransactWriteItems",
            write(
                put("new"),
                #"{"Update":{"TableName":"plain","Key":{"pk":{"S":"old"}},"UpdateExpression":"ADD s :n","#
                    + #""ExpressionAttributeValues":{":n":{"N":"1"}}}}"#),
            cancelled(
                "None, ValidationError",
                #"[\#(none),{"Code":"ValidationError","#
                    + #""Message":"An operand in the update expression has an incorrect data type"}]"#)),
        Exchange(
            "TransactWriteItems", write(#"{"Put":{"TableName":"plain","Item":{"pk":{"N":"5"}}}}"#),
            cancelled(
                "ValidationError",
                #"[{"Code":"ValidationError","Message":"One or more parameter values were invalid: "#
                    + #"Type mismatch for key pk expected: S actual: N"}]"#)),
        Exchange(
            "TransactWriteItems", write(#"{"Delete":{"TableName":"plain","Key":{"pk":{"N":"5"}}}}"#),
            cancelled(
                "ValidationError",
                #"[{"Code":"ValidationError","Message":"The provided key element does not match the schema"}]"#)),
        Exchange(
            "TransactWriteItems",
            write(
                put("new"), #"{"Delete":{"TableName":"plain","Key":{"pk":{"N":"5"}}}}"#,
                #"{"Delete":{"TableName":"plain","Key":{"pk":{"N":"6"}}}}"#, put("new")),
            cancelled(
                "None, ValidationError, None, None",
                #"[\#(none),{"Code":"ValidationError","Message":"#
                    + #""The provided key element does not match the schema"},\#(none),\#(none)]"#)),
        Exchange(
            "TransactWriteItems", write(put("")),
            invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
                    + "empty string value. Key: pk")),
        Exchange(
            "TransactWriteItems", write(put("a"), put("a")),
            invalid("Transaction request cannot include multiple operations on one item")),
        Exchange(
            "TransactWriteItems", write(#"{"Delete":{"TableName":"none","Key":{"pk":{"N":"5"}}}}"#),
            refusal("ResourceNotFoundException: Requested resource not found")),
        Exchange(
            "TransactWriteItems", write("{}"),
            invalid("TransactItems can only contain one of Check, Put, Update or Delete")),
        Exchange(
            "TransactGetItems", #"{"TransactItems":[{"Get":{"TableName":"plain","Key":{}}}]}"#,
            cancelled(
                "ValidationError",
                #"[{"Code":"ValidationError","Message":"The provided key element does not match the schema"}]"#)),
    ]

    @Test("A transaction that fails says why for each action, and does nothing", arguments: refused)
    func refusals(_ exchange: Exchange) throws {
        let rig = try Rig.withTables()
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"old"},"s":{"S":"x"}}}"#)
        let answer = try rig.answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
        #expect(
            try rig.answer("Scan", #"{"TableName":"plain"}"#)
                == json(#"{"Items":[{"pk":{"S":"old"},"s":{"S":"x"}}],"Count":1,"ScannedCount":1}"#))
    }

    @Test("A transaction does all its actions, and what it did is read in one state")
    func success() throws {
        let rig = try Rig.withTables()
        let written = try rig.answer(
            "TransactWriteItems",
            #"{"TransactItems":[\#(Self.put("a")),"#
                + #"{"Update":{"TableName":"plain","Key":{"pk":{"S":"b"}},"UpdateExpression":"SET v = :v","#
                + #""ExpressionAttributeValues":{":v":{"N":"1"}}}},"#
                + #"{"ConditionCheck":{"TableName":"plain","Key":{"pk":{"S":"c"}},"#
                + #""ConditionExpression":"attribute_not_exists(pk)"}}],"ReturnConsumedCapacity":"TOTAL"}"#)
        #expect(
            written
                == json(
                    #"{"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":6,"WriteCapacityUnits":6}]}"#))
        let read = try rig.answer(
            "TransactGetItems",
            #"{"TransactItems":[{"Get":{"TableName":"plain","Key":{"pk":{"S":"b"}}}},"#
                + #"{"Get":{"TableName":"plain","Key":{"pk":{"S":"c"}}}}],"ReturnConsumedCapacity":"TOTAL"}"#)
        #expect(
            read
                == json(
                    #"{"Responses":[{"Item":{"pk":{"S":"b"},"v":{"N":"1"}}},{}],"#
                        + #""ConsumedCapacity":[{"TableName":"plain","CapacityUnits":4,"ReadCapacityUnits":4}]}"#))
    }

    @Test("A token does a transaction once, and no other for ten minutes")
    func tokens() throws {
        let rig = try Rig.withTables()
        let add =
            #"{"Update":{"TableName":"plain","Key":{"pk":{"S":"n"}},"UpdateExpression":"ADD v :v","#
            + #""ExpressionAttributeValues":{":v":{"N":"1"}}}}"#
        for _ in 0..<2 {
            #expect(try rig.answer("TransactWriteItems", Self.write(add, token: "t")) == json("{}"))
        }
        let other = try rig.answer("TransactWriteItems", Self.write(Self.put("a"), token: "t"))
        #expect(
            other["error"]?.string?.hasPrefix("IdempotentParameterMismatchException: ") == true)
        let later = rig.at(Rig.start + 11 * 60_000)
        #expect(try rig.answer("TransactWriteItems", Self.write(add, token: "t"), by: later) == json("{}"))
        #expect(
            try rig.answer("GetItem", #"{"TableName":"plain","Key":{"pk":{"S":"n"}}}"#)
                == json(#"{"Item":{"pk":{"S":"n"},"v":{"N":"2"}}}"#))
    }
}
