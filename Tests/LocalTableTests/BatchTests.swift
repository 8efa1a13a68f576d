import JSON
import Testing

@testable import LocalTable

struct BatchTests {
    @Test("A batch writes, reads and counts over tables")
    func batch() throws {
        let rig = try Rig.withTables()
        let written = try rig.answer(
            "BatchWriteItem",
            #"{"RequestItems":{"plain":[{"PutRequest":{"Item":{"pk":{"S":"a"},"v":{"N":"1"}}}},"#
                + #"{"DeleteRequest":{"Key":{"pk":{"S":"b"}}}}],"#
                + #""rich":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"}}}}]},"#
                + #""ReturnConsumedCapacity":"TOTAL"}"#)
        #expect(
            written
                == json(
                    #"{"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"plain","CapacityUnits":2},"#
                        + #"{"TableName":"rich","CapacityUnits":3}]}"#))
        let read = try rig.answer(
            "BatchGetItem",
            #"{"RequestItems":{"plain":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"b"}}],"ProjectionExpression":"v"},"#
                + #""rich":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1.0"}}],"ConsistentRead":true}},"#
                + #""ReturnConsumedCapacity":"TOTAL"}"#)
        #expect(
            read
                == json(
                    #"{"Responses":{"plain":[{"v":{"N":"1"}}],"#
                        + #""rich":[{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"}}]},"UnprocessedKeys":{},"#
                        + #""ConsumedCapacity":[{"TableName":"plain","CapacityUnits":1},"#
                        + #"{"TableName":"rich","CapacityUnits":1}]}"#))
    }

    private static let duplicates = invalid("Provided list of item keys contains duplicates")
    private static let wrongKey = invalid("The provided key element does not match the schema")
    private static let missing = refusal("ResourceNotFoundException: Requested resource not found")

    private static func keys(_ count: Int) -> String {
        (0..<count).map { #"{"pk":{"S":"\#($0)"}}"# }.joined(separator: ",")
    }

    static let refused: [Exchange] = [
        Exchange(
            "BatchGetItem", #"{"RequestItems":{"plain":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"a"}}]}}}"#, duplicates),
        Exchange(
            "BatchGetItem",
            #"{"RequestItems":{"rich":{"Keys":[{"pk":{"S":"a"},"sk":{"N":"1"}},{"pk":{"S":"a"},"sk":{"N":"1.0"}}]}}}"#,
            duplicates),
        Exchange("BatchGetItem", #"{"RequestItems":{"none":{"Keys":[{"pk":{"S":"a"}}]}}}"#, missing),
        Exchange(
            "BatchGetItem", #"{"RequestItems":{"plain":{"Keys":[\#(keys(101))]}}}"#,
            invalid(
                "1 validation error detected: Value at 'RequestItems.plain.member.Keys' failed to satisfy constraint: "
                    + "Member must have length less than or equal to 100")),
        Exchange(
            "BatchWriteItem",
            #"{"RequestItems":{"plain":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}},"#
                + #"{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}}"#, duplicates),
        Exchange(
            "BatchWriteItem", #"{"RequestItems":{"plain":[{"PutRequest":{"Item":{"pk":{"N":"5"}}}}]}}"#, wrongKey),
        Exchange("BatchWriteItem", #"{"RequestItems":{"plain":[{"PutRequest":{"Item":{}}}]}}"#, wrongKey),
        Exchange(
            "BatchWriteItem", #"{"RequestItems":{"plain":[{}]}}"#,
            invalid(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                    + "datatypes")),
        Exchange(
            "BatchWriteItem", #"{"RequestItems":{"none":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}]}}"#, missing),
    ]

    @Test("Batches that can't be are refused as a whole", arguments: refused)
    func refusals(_ exchange: Exchange) throws {
        let rig = try Rig.withTables()
        let answer = try rig.answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
        #expect(
            try rig.answer("Scan", #"{"TableName":"plain"}"#) == json(#"{"Items":[],"Count":0,"ScannedCount":0}"#))
    }

    @Test("What does not fit into 16 MB is left to be asked for again")
    func unprocessed() throws {
        let rig = try Rig.withTables()
        let text = String(repeating: "x", count: 400_000)
        for number in 0..<43 {
            try rig.answer(
                "PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"\#(number)"},"x":{"S":"\#(text)"}}}"#)
        }
        let answer = try rig.answer(
            "BatchGetItem", #"{"RequestItems":{"plain":{"Keys":[\#(Self.keys(43))],"ConsistentRead":true}}}"#)
        #expect(answer["Responses"]?["plain"]?.array?.count == 41)
        #expect(
            answer["UnprocessedKeys"]
                == json(
                    #"{"plain":{"Keys":[{"pk":{"S":"41"}},{"pk":{"S":"42"}}],"ConsistentRead":true}}"#))
    }
}
