import JSON
import Testing

@testable import LocalGateway

/// The patterns by which mappings select records.
struct EventFilterTests {
    private static let record = """
        {"eventName": "INSERT", "eventVersion": "1.1", "nothing": null, "flags": [true, "x", {"deep": "y"}],
         "dynamodb": {"SizeBytes": 59, "NewImage": {"PK": {"S": "OUTBOX#12"}, "due": {"N": "7"}, "empty": {"S": ""}}}}
        """

    @Test(
        "a record is chosen by every member of a pattern, and any element of a list",
        arguments: [
            (#"{"eventName": ["INSERT"]}"#, true),
            (#"{"eventName": ["REMOVE", "INSERT"]}"#, true),
            (#"{"eventName": ["insert"]}"#, false),
            (#"{"eventName": [{"equals-ignore-case": "insert"}]}"#, true),
            (#"{"eventName": ["INSERT"], "eventVersion": ["1.0"]}"#, false),
            (#"{"nothing": [null]}"#, true),
            (#"{"missing": [null]}"#, false),
            (#"{"nothing": [{"exists": true}]}"#, true),
            (#"{"missing": [{"exists": false}]}"#, true),
            (#"{"missing": [{"exists": true}]}"#, false),
            (#"{"dynamodb": {"NewImage": {"PK": {"S": [{"prefix": "OUTBOX#"}]}}}}"#, true),
            (#"{"dynamodb": {"NewImage": {"PK": {"S": [{"prefix": "outbox#"}]}}}}"#, false),
            (#"{"dynamodb": {"NewImage": {"PK": {"S": [{"suffix": "12"}]}}}}"#, true),
            (#"{"dynamodb": {"NewImage": {"PK": {"S": [{"suffix": "1"}]}}}}"#, false),
            (#"{"dynamodb": {"NewImage": {"empty": {"S": [""]}}}}"#, true),
            (#"{"dynamodb": {"OldImage": {"PK": {"S": [{"exists": false}]}}}}"#, true),
            // An object is not a value, so its existence can't be tested.
            (#"{"dynamodb": {"NewImage": [{"exists": true}]}}"#, false),
            (#"{"eventName": [{"anything-but": "INSERT"}]}"#, false),
            (#"{"eventName": [{"anything-but": ["MODIFY", "REMOVE"]}]}"#, true),
            (#"{"eventName": [{"anything-but": {"prefix": "IN"}}]}"#, false),
            (#"{"eventName": [{"anything-but": {"suffix": "IN"}}]}"#, true),
            (#"{"eventName": [{"anything-but": {"equals-ignore-case": ["insert", "remove"]}}]}"#, false),
            (#"{"missing": [{"anything-but": "INSERT"}]}"#, false),
            (#"{"dynamodb": {"SizeBytes": [{"numeric": [">", 50, "<=", 59]}]}}"#, true),
            (#"{"dynamodb": {"SizeBytes": [{"numeric": ["<", 59]}]}}"#, false),
            (#"{"dynamodb": {"SizeBytes": [59.0]}}"#, true),
            (#"{"dynamodb": {"SizeBytes": ["59"]}}"#, false),
            // DynamoDB's numbers are texts.
            (#"{"dynamodb": {"NewImage": {"due": {"N": [{"numeric": ["=", 7]}]}}}}"#, false),
            (#"{"dynamodb": {"NewImage": {"due": {"N": ["7"]}}}}"#, true),
            (#"{"flags": ["x"]}"#, true),
            (#"{"flags": {"deep": ["y"]}}"#, true),
            (#"{"flags": ["z"]}"#, false),
            (#"{"$or": [{"eventName": ["REMOVE"]}, {"eventVersion": ["1.1"]}]}"#, true),
            (#"{"$or": [{"eventName": ["REMOVE"]}, {"eventVersion": ["1.0"]}]}"#, false),
            (#"{"eventName": ["REMOVE"], "$or": [{"eventName": ["INSERT"]}, {"eventVersion": ["1.1"]}]}"#, false),
            (#"{"dynamodb": {"$or": [{"SizeBytes": [1]}, {"NewImage": {"due": {"N": ["7"]}}}]}}"#, true),
        ])
    func chooses(_ pattern: String, _ isChosen: Bool) throws {
        let filter = try EventFilter(parsing: pattern)
        #expect(filter.matches(try JSONValue(parsing: Array(Self.record.utf8))) == isChosen)
    }

    @Test(
        "a pattern that is none is refused with its place",
        arguments: [
            ("{}", "must have a member"),
            ("[]", "expected an object"),
            (#"{"a": "x"}"#, "a: must be a list, or an object of lists"),
            (#"{"a": []}"#, "a: must not be empty"),
            (#"{"a": {}}"#, "a: must have a member"),
            (#"{"a": [["x"]]}"#, "a[0]: must not be a list in a list"),
            (#"{"a": [{"wildcard": "*"}]}"#, "a[0].wildcard: is no test that is known here"),
            (#"{"a": [{"prefix": 1}]}"#, "a[0].prefix: expected a string"),
            (#"{"a": [{"prefix": "x", "suffix": "y"}]}"#, "a[0]: must have one member"),
            (#"{"a": [{"numeric": ["!", 1]}]}"#, "a[0].numeric[0]: must be =, <, <=, > or >="),
            (#"{"a": [{"numeric": [">"]}]}"#, "a[0].numeric: must be a sign and a number, or two pairs"),
            (#"{"a": [{"numeric": [">", "1"]}]}"#, "a[0].numeric[1]: expected a number"),
            (#"{"a": [{"anything-but": []}]}"#, "a[0].anything-but: must be texts or numbers"),
            (
                #"{"a": [{"anything-but": {"exists": true}}]}"#,
                "a[0].anything-but.exists: is no test that is known here"
            ),
            (#"{"$or": [{"a": ["x"]}]}"#, "$or: must have two objects or more"),
        ])
    func refuses(_ pattern: String, _ problem: String) {
        let error = #expect(throws: JSONError.self) { try EventFilter(parsing: pattern) }
        #expect(error?.description == problem)
    }
}
