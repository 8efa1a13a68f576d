import JSON
import Testing

@testable import LocalTable

struct TableTests {
    private static let make = #"""
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"CreationDateTime":1700000000
        """#
    private static let plain = #"""
        "TableName":"plain","TableArn":"arn:aws:dynamodb:us-east-1:000000000000:table/plain",
        "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1700000000},
        "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0},
        "WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"},
        "DeletionProtectionEnabled":false
        """#

    /// Returns the answer without the table's unpredictable identifier, after checking its form.
    private static func withoutIdentifier(_ answer: JSONValue, _ member: String) -> JSONValue {
        guard case .object(var members)? = answer[member] else { return answer }
        #expect(members["TableId"]?.string?.utf8.count == 36)
        members["TableId"] = nil
        return .object(members)
    }

    @Test("A table is created, described, listed and deleted")
    func life() throws {
        let rig = try Rig()
        let created = try rig.answer("CreateTable", Rig.plainTable)
        #expect(
            Self.withoutIdentifier(created, "TableDescription")
                == json(#"{\#(Self.make),\#(Self.plain),"TableStatus":"CREATING","ItemCount":0,"TableSizeBytes":0}"#))
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"}}}"#)
        let described = try rig.answer("DescribeTable", #"{"TableName":"plain"}"#)
        #expect(
            Self.withoutIdentifier(described, "Table")
                == json(#"{\#(Self.make),\#(Self.plain),"TableStatus":"ACTIVE","ItemCount":1,"TableSizeBytes":3}"#))
        #expect(
            try rig.answer("CreateTable", Rig.plainTable)
                == refusal("ResourceInUseException: Table already exists: plain"))
        try rig.answer("CreateTable", Rig.richTable)
        #expect(
            try rig.answer("ListTables", #"{"Limit":1}"#)
                == json(#"{"TableNames":["plain"],"LastEvaluatedTableName":"plain"}"#))
        #expect(
            try rig.answer("ListTables", #"{"Limit":1,"ExclusiveStartTableName":"plain"}"#)
                == json(#"{"TableNames":["rich"]}"#))
        let deleted = try rig.answer("DeleteTable", #"{"TableName":"plain"}"#)
        #expect(
            Self.withoutIdentifier(deleted, "TableDescription")
                == json(#"{\#(Self.plain),"TableStatus":"DELETING","ItemCount":1,"TableSizeBytes":3}"#))
        #expect(
            try rig.answer("DescribeTable", #"{"TableName":"plain"}"#)
                == refusal(
                    "ResourceNotFoundException: Requested resource not found: Table: plain not found"))
    }

    private static func create(_ members: String) -> String {
        #"{"TableName":"abc","BillingMode":"PAY_PER_REQUEST",\#(members)}"#
    }

    private static let key = #""KeySchema":[{"AttributeName":"a","KeyType":"HASH"}]"#
    private static let one = #""AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"}]"#
    private static let two =
        #""AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"S"}]"#
    private static let all = #""Projection":{"ProjectionType":"ALL"}"#

    private static func parameters(_ message: String) -> JSONValue {
        invalid("One or more parameter values were invalid: \(message)")
    }

    static let refused: [(members: String, answer: JSONValue)] = [
        (
            #""AttributeDefinitions":[],\#(key)"#,
            invalid("Invalid KeySchema: Some index key attribute have no definition")
        ),
        (
            #""AttributeDefinitions":[{"AttributeName":"b","AttributeType":"S"}],\#(key)"#,
            parameters(
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [a], "
                    + "AttributeDefinitions: [b]")
        ),
        (
            #"\#(two),"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"a","KeyType":"RANGE"}]"#,
            invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
        ),
        (
            #"\#(one),"KeySchema":[{"AttributeName":"a","KeyType":"RANGE"}]"#,
            invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        ),
        (
            #"\#(two),"KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"HASH"}]"#,
            invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
        ),
        (
            #"\#(two),\#(key)"#,
            parameters(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in "
                    + "AttributeDefinitions")
        ),
        (
            #"\#(one),\#(key),"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#,
            parameters(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
                    + "PAY_PER_REQUEST")
        ),
        (#"\#(one),\#(key),"LocalSecondaryIndexes":[]"#, parameters("List of LocalSecondaryIndexes is empty")),
        (#"\#(one),\#(key),"GlobalSecondaryIndexes":[]"#, parameters("List of GlobalSecondaryIndexes is empty")),
        (
            #"\#(two),\#(key),"LocalSecondaryIndexes":[{"IndexName":"loc",\#(key),\#(all)}]"#,
            parameters(
                "Table KeySchema does not have a range key, which is required when specifying a "
                    + "LocalSecondaryIndex")
        ),
        (
            #"\#(one),\#(key),"GlobalSecondaryIndexes":[{"IndexName":"glo",\#(key),\#(all)},"#
                + #"{"IndexName":"glo",\#(key),\#(all)}]"#,
            parameters("Duplicate index name: glo")
        ),
        (
            #"\#(one),\#(key),"GlobalSecondaryIndexes":[{"IndexName":"glo",\#(key),"Projection":{}}]"#,
            parameters("Unknown ProjectionType: null")
        ),
        (
            #"\#(one),\#(key),"GlobalSecondaryIndexes":[{"IndexName":"glo",\#(key),"#
                + #""Projection":{"ProjectionType":"ALL","NonKeyAttributes":["x"]}}]"#,
            parameters("ProjectionType is ALL, but NonKeyAttributes is specified")
        ),
        (
            #"\#(one),\#(key),"StreamSpecification":{"StreamEnabled":false,"StreamViewType":"NEW_IMAGE"}"#,
            parameters("StreamViewType should not be specified when StreamEnabled is false")
        ),
    ]

    @Test("A table that can't be is not made", arguments: refused)
    func refusals(_ members: String, _ answer: JSONValue) throws {
        let rig = try Rig()
        #expect(try rig.answer("CreateTable", Self.create(members)) == answer)
        #expect(try rig.answer("ListTables", "{}") == json(#"{"TableNames":[]}"#))
    }

    @Test("A new index has what was written before it, and one that is deleted is gone")
    func indexes() throws {
        let rig = try Rig.withTables()
        try rig.answer("PutItem", #"{"TableName":"plain","Item":{"pk":{"S":"a"},"v":{"N":"1"}}}"#)
        let create =
            #"{"TableName":"plain","AttributeDefinitions":[{"AttributeName":"v","AttributeType":"N"}],"#
            + #""GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"byV","#
            + #""KeySchema":[{"AttributeName":"v","KeyType":"HASH"}],\#(Self.all)}}]}"#
        let updated = try rig.answer("UpdateTable", create)
        #expect(updated["TableDescription"]?["TableStatus"] == "UPDATING")
        #expect(
            try rig.answer("Scan", #"{"TableName":"plain","IndexName":"byV"}"#)
                == json(#"{"Items":[{"pk":{"S":"a"},"v":{"N":"1"}}],"Count":1,"ScannedCount":1}"#))
        #expect(
            try rig.answer("UpdateTable", create)
                == invalid("Attempting to create an index which already exists: byV"))
        let delete = #"{"TableName":"plain","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"byV"}}]}"#
        try rig.answer("UpdateTable", delete)
        #expect(
            try rig.answer("Scan", #"{"TableName":"plain","IndexName":"byV"}"#)
                == invalid("The table does not have the specified index: byV"))
        #expect(
            try rig.answer("UpdateTable", delete)
                == refusal(
                    "ResourceNotFoundException: Requested resource not found: Index: byV not found for Table: plain"
                ))
    }

    @Test("A protected table stays until its protection is taken away")
    func protection() throws {
        let rig = try Rig.withTables()
        try rig.answer("UpdateTable", #"{"TableName":"plain","DeletionProtectionEnabled":true}"#)
        #expect(
            try rig.answer("DeleteTable", #"{"TableName":"plain"}"#)
                == invalid(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion "
                        + "protection first."))
        try rig.answer("UpdateTable", #"{"TableName":"plain","DeletionProtectionEnabled":false}"#)
        try rig.answer("DeleteTable", #"{"TableName":"plain"}"#)
        #expect(try rig.answer("ListTables", "{}") == json(#"{"TableNames":["rich"]}"#))
    }

    static let lives: [Exchange] = [
        Exchange(
            "DescribeTimeToLive", #"{"TableName":"plain"}"#,
            json(#"{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"#)),
        Exchange("UpdateTimeToLive", timeToLive("t", false), invalid("TimeToLive is already disabled")),
        Exchange(
            "UpdateTimeToLive", timeToLive("t", true),
            json(#"{"TimeToLiveSpecification":{"AttributeName":"t","Enabled":true}}"#)),
        Exchange("UpdateTimeToLive", timeToLive("t", true), invalid("TimeToLive is already enabled")),
        Exchange(
            "DescribeTimeToLive", #"{"TableName":"plain"}"#,
            json(#"{"TimeToLiveDescription":{"AttributeName":"t","TimeToLiveStatus":"ENABLED"}}"#)),
        Exchange(
            "UpdateTimeToLive", timeToLive("u", false),
            invalid("TimeToLive is active on a different AttributeName: current AttributeName is t")),
        Exchange(
            "UpdateTimeToLive", timeToLive("t", false),
            json(#"{"TimeToLiveSpecification":{"AttributeName":"t","Enabled":false}}"#)),
    ]

    private static func timeToLive(_ attribute: String, _ isOn: Bool) -> String {
        #"{"TableName":"plain","TimeToLiveSpecification":{"AttributeName":"\#(attribute)","Enabled":\#(isOn)}}"#
    }

    @Test("Time to live is switched on and off on one attribute")
    func timeToLive() throws {
        let rig = try Rig.withTables()
        for exchange in Self.lives {
            let answer = try rig.answer(exchange.operation, exchange.input)
            #expect(answer == exchange.answer)
        }
    }

    @Test("Tags are kept, replaced and taken away")
    func tags() throws {
        let rig = try Rig.withTables()
        let arn = #""ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/plain""#
        try rig.answer("TagResource", #"{\#(arn),"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}"#)
        try rig.answer("TagResource", #"{\#(arn),"Tags":[{"Key":"a","Value":"3"}]}"#)
        #expect(
            try rig.answer("ListTagsOfResource", "{\(arn)}")
                == json(#"{"Tags":[{"Key":"b","Value":"2"},{"Key":"a","Value":"3"}]}"#))
        try rig.answer("UntagResource", #"{\#(arn),"TagKeys":["b"]}"#)
        #expect(
            try rig.answer("ListTagsOfResource", "{\(arn)}") == json(#"{"Tags":[{"Key":"a","Value":"3"}]}"#))
    }
}
