import JSON
import Testing

@testable import LocalTable

struct QueryTests {
    /// Five items of one partition, of which three are in the indexes.
    private static func filledRig() throws -> Rig {
        let rig = try Rig.withTables()
        for number in 1...5 {
            let index = number <= 3 ? #","g":{"S":"g"},"l":{"S":"l\#(6 - number)"}"# : ""
            try rig.answer(
                "PutItem",
                #"{"TableName":"rich","Item":{"pk":{"S":"a"},"sk":{"N":"\#(number)"},"x":{"S":"x\#(number)"},"#
                    + #""y":{"S":"y"}\#(index)}}"#)
        }
        return rig
    }

    private static func query(_ rest: String) -> String {
        #"{"TableName":"rich","KeyConditionExpression":"pk = :p","ProjectionExpression":"sk","#
            + #""ExpressionAttributeValues":{":p":{"S":"a"}}\#(rest)}"#
    }

    private static func global(_ rest: String) -> String {
        #"{"TableName":"rich","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"g"}}\#(rest)}"#
    }

    private static func bounded(_ condition: String) -> String {
        #"{"TableName":"rich","KeyConditionExpression":"pk = :p AND \#(condition)","ProjectionExpression":"sk","#
            + #""ExpressionAttributeValues":{":p":{"S":"a"},":a":{"N":"2"},":b":{"N":"4"}}}"#
    }

    private static func items(_ numbers: Int...) -> String {
        numbers.map { #"{"sk":{"N":"\#($0)"}}"# }.joined(separator: ",")
    }

    static let answers: [Exchange] = [
        Exchange(
            "Query", query(""), json(#"{"Items":[\#(items(1, 2, 3, 4, 5))],"Count":5,"ScannedCount":5}"#)),
        Exchange(
            "Query", query(#","ScanIndexForward":false,"Limit":2"#),
            json(
                #"{"Items":[\#(items(5, 4))],"Count":2,"ScannedCount":2,"#
                    + #""LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"4"}}}"#)),
        Exchange(
            "Query", query(#","ScanIndexForward":false,"ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"2.5"}}"#),
            json(#"{"Items":[\#(items(2, 1))],"Count":2,"ScannedCount":2}"#)),
        Exchange(
            "Query", query(#","Limit":5,"Select":"SPECIFIC_ATTRIBUTES""#),
            json(
                #"{"Items":[\#(items(1, 2, 3, 4, 5))],"Count":5,"ScannedCount":5,"#
                    + #""LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"5"}}}"#)),
        Exchange(
            "Query", bounded("sk BETWEEN :a AND :b"),
            json(#"{"Items":[\#(items(2, 3, 4))],"Count":3,"ScannedCount":3}"#)),
        Exchange(
            "Query",
            #"{"TableName":"rich","KeyConditionExpression":"pk = :p","FilterExpression":"x > :x","Select":"COUNT","#
                + #""ExpressionAttributeValues":{":p":{"S":"a"},":x":{"S":"x3"}},"ReturnConsumedCapacity":"TOTAL"}"#,
            json(
                #"{"Count":2,"ScannedCount":5,"ConsumedCapacity":{"CapacityUnits":0.5,"TableName":"rich"}}"#)),
        Exchange(
            "Query", global(#","IndexName":"all","Limit":1"#),
            json(
                #"{"Items":[{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"},"l":{"S":"l5"},"x":{"S":"x1"},"#
                    + #""y":{"S":"y"}}],"Count":1,"ScannedCount":1,"#
                    + #""LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"}}}"#)),
        Exchange(
            "Query", global(#","IndexName":"keys","ReturnConsumedCapacity":"INDEXES""#),
            json(
                #"{"Items":[{"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"g"}},{"pk":{"S":"a"},"sk":{"N":"2"},"#
                    + #""g":{"S":"g"}},{"pk":{"S":"a"},"sk":{"N":"3"},"g":{"S":"g"}}],"Count":3,"ScannedCount":3,"#
                    + #""ConsumedCapacity":{"TableName":"rich","CapacityUnits":0.5,"Table":{"CapacityUnits":0},"#
                    + #""GlobalSecondaryIndexes":{"keys":{"CapacityUnits":0.5}}}}"#)),
        Exchange(
            "Query",
            #"{"TableName":"rich","IndexName":"local","KeyConditionExpression":"pk = :p AND l = :l","#
                + #""ExpressionAttributeValues":{":p":{"S":"a"},":l":{"S":"l4"}}}"#,
            json(
                #"{"Items":[{"pk":{"S":"a"},"sk":{"N":"2"},"l":{"S":"l4"},"x":{"S":"x2"}}],"#
                    + #""Count":1,"ScannedCount":1}"#)),
        Exchange(
            "Query",
            #"{"TableName":"rich","IndexName":"local","KeyConditionExpression":"pk = :p AND l = :l","#
                + #""ExpressionAttributeValues":{":p":{"S":"a"},":l":{"S":"l4"}},"ProjectionExpression":"y","#
                + #""ReturnConsumedCapacity":"INDEXES"}"#,
            json(
                #"{"Items":[{"y":{"S":"y"}}],"Count":1,"ScannedCount":1,"ConsumedCapacity":{"TableName":"rich","#
                    + #""CapacityUnits":1,"Table":{"CapacityUnits":0.5},"#
                    + #""LocalSecondaryIndexes":{"local":{"CapacityUnits":0.5}}}}"#)),
        Exchange(
            "Scan", #"{"TableName":"rich","IndexName":"all","Select":"COUNT"}"#,
            json(#"{"Count":3,"ScannedCount":3}"#)),
        Exchange(
            "Scan",
            #"{"TableName":"rich","FilterExpression":"sk >= :n","ExpressionAttributeValues":{":n":{"N":"5"}},"#
                + #""ProjectionExpression":"sk"}"#,
            json(#"{"Items":[\#(items(5))],"Count":1,"ScannedCount":5}"#)),
    ]

    @Test("Queries and scans answer with what is in their range", arguments: answers)
    func reading(_ exchange: Exchange) throws {
        let answer = try Self.filledRig().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }

    static let refused: [Exchange] = [
        Exchange(
            "Query", #"{"TableName":"rich"}"#,
            invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")),
        Exchange(
            "Query", global(#","IndexName":"none""#), invalid("The table does not have the specified index: none")),
        Exchange(
            "Query", global(#","IndexName":"all","ConsistentRead":true"#),
            invalid("Consistent reads are not supported on global secondary indexes")),
        Exchange(
            "Query", global(#","IndexName":"keys","Select":"ALL_ATTRIBUTES""#),
            invalid(
                "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
                    + "secondary index keys because its projection type is not ALL")),
        Exchange(
            "Query", global(#","IndexName":"keys","ProjectionExpression":"x, sk""#),
            invalid("One or more parameter values were invalid: Global secondary index keys does not project [x]")),
        Exchange("Query", global(""), invalid("Query condition missed key schema element: pk")),
        Exchange(
            "Query", query(#","FilterExpression":"sk > :p""#),
            invalid("Filter Expression can only contain non-primary key attributes: Primary key attribute: sk")),
        Exchange(
            "Query", query(#","ExclusiveStartKey":{"pk":{"S":"a"}}"#), invalid("The provided starting key is invalid")),
        Exchange(
            "Query", query(#","ExclusiveStartKey":{"pk":{"S":"b"},"sk":{"N":"1"}}"#),
            invalid("The provided starting key is outside query boundaries based on provided conditions")),
        Exchange(
            "Query", query(#","ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"S":"1"}}"#),
            invalid(
                "The provided starting key is invalid: The provided key element does not match the schema")),
        Exchange(
            "Query",
            #"{"TableName":"rich","KeyConditionExpression":"pk = :p AND sk > :n","#
                + #""ExpressionAttributeValues":{":p":{"S":"a"},":n":{"N":"3"}},"#
                + #""ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"1"}}}"#,
            invalid("The provided starting key does not match the range key predicate")),
        Exchange(
            "Query", query(#","Select":"COUNT""#),
            invalid("Cannot specify the ProjectionExpression when choosing to get only the Count")),
        Exchange(
            "Query", query(#","Select":"ALL_ATTRIBUTES""#),
            invalid("Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES")),
        Exchange(
            "Scan", #"{"TableName":"rich","Select":"ALL_PROJECTED_ATTRIBUTES"}"#,
            invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")),
        Exchange(
            "Scan", #"{"TableName":"rich","Segment":0}"#,
            invalid(
                "The TotalSegments parameter is required but was not present in the request when Segment parameter "
                    + "is present")),
        Exchange(
            "Scan", #"{"TableName":"rich","Segment":5,"TotalSegments":5}"#,
            invalid(
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is "
                    + "not less than TotalSegments: 5")),
    ]

    @Test("Queries and scans that can't be are refused", arguments: refused)
    func refusals(_ exchange: Exchange) throws {
        let answer = try Self.filledRig().answer(exchange.operation, exchange.input)
        #expect(answer == exchange.answer)
    }

    @Test("A page ends before a megabyte is exceeded, and the next one goes on from there")
    func pages() throws {
        let rig = try Rig.withTables()
        let text = String(repeating: "x", count: 300_000)
        for number in 1...5 {
            try rig.answer(
                "PutItem",
                #"{"TableName":"rich","Item":{"pk":{"S":"a"},"sk":{"N":"\#(number)"},"x":{"S":"\#(text)"}}}"#)
        }
        #expect(
            try rig.answer("Query", Self.query(""))
                == json(
                    #"{"Items":[\#(Self.items(1, 2, 3))],"Count":3,"ScannedCount":3,"#
                        + #""LastEvaluatedKey":{"pk":{"S":"a"},"sk":{"N":"3"}}}"#))
        #expect(
            try rig.answer("Query", Self.query(#","ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"3"}}"#))
                == json(#"{"Items":[\#(Self.items(4, 5))],"Count":2,"ScannedCount":2}"#))
    }

    @Test("A segment goes on only from a key of its own")
    func foreignStart() throws {
        let rig = try Self.filledRig()
        let scan = #"{"TableName":"rich","TotalSegments":2,"Limit":1,"#
        let start = #""ExclusiveStartKey":{"pk":{"S":"a"},"sk":{"N":"1"}}"#
        let answers = try [0, 1].map { try rig.answer("Scan", #"\#(scan)\#(start),"Segment":\#($0)}"#) }
        let wrong = try #require(answers.firstIndex { $0["error"] != nil })
        #expect(
            answers[wrong]
                == invalid(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
                        + "with correct Segment. TotalSegments: 2 Segment: \(wrong)"))
        #expect(answers[1 - wrong]["Items"]?.array?.first?["sk"] == json(#"{"N":"2"}"#))
    }

    @Test("The segments of a scan have every item once")
    func segments() throws {
        let rig = try Rig.withTables()
        for number in 0..<40 {
            try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"\#(number)"}}}"#)
        }
        var keys: [String] = []
        for segment in 0..<4 {
            let answer = try rig.answer("Scan", #"{"TableName":"plain","Segment":\#(segment),"TotalSegments":4}"#)
            keys += answer["Items"]?.array?.compactMap { $0["pk"]?["S"]?.string } ?? []
        }
        #expect(keys.compactMap { Int($0) }.sorted() == Array(0..<40))
    }
}
