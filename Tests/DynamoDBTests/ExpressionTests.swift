import DynamoDB
import JSON
import Testbed
import Testing

@Suite("Expressions")
struct ExpressionTests {
    /// A condition, its text, and its names and values.
    struct Sample: CustomTestStringConvertible, Sendable {
        let condition: Condition
        let text: String
        var names = ##"{"#0":"a"}"##
        var values: String?

        var testDescription: String { text }
    }

    static let comparisons = [
        Sample(condition: attribute("a") == 1, text: "#0 = :0", values: #"{":0":{"N":"1"}}"#),
        Sample(condition: attribute("a") != "x", text: "#0 <> :0", values: #"{":0":{"S":"x"}}"#),
        Sample(condition: attribute("a") < 1, text: "#0 < :0", values: #"{":0":{"N":"1"}}"#),
        Sample(condition: attribute("a") <= 1, text: "#0 <= :0", values: #"{":0":{"N":"1"}}"#),
        Sample(condition: attribute("a") > 1, text: "#0 > :0", values: #"{":0":{"N":"1"}}"#),
        Sample(condition: attribute("a") >= 1, text: "#0 >= :0", values: #"{":0":{"N":"1"}}"#),
        Sample(condition: attribute("a") == attribute("b"), text: "#0 = #1", names: ab),
        Sample(condition: attribute("a") != attribute("b"), text: "#0 <> #1", names: ab),
        Sample(condition: attribute("a") < attribute("b"), text: "#0 < #1", names: ab),
        Sample(condition: attribute("a") <= attribute("b"), text: "#0 <= #1", names: ab),
        Sample(condition: attribute("a") > attribute("b"), text: "#0 > #1", names: ab),
        Sample(condition: attribute("a") >= attribute("b"), text: "#0 >= #1", names: ab),
        Sample(condition: attribute("a").size < 5, text: "size(#0) < :0", values: #"{":0":{"N":"5"}}"#),
        Sample(condition: attribute("a").size >= attribute("b"), text: "size(#0) >= #1", names: ab),
        Sample(condition: attribute("a") > attribute("b").size, text: "#0 > size(#1)", names: ab),
        Sample(condition: attribute("a").size == attribute("b").size, text: "size(#0) = size(#1)", names: ab),
    ]

    static let functions = [
        Sample(condition: attribute("a").exists, text: "attribute_exists(#0)"),
        Sample(condition: attribute("a").isMissing, text: "attribute_not_exists(#0)"),
        Sample(
            condition: attribute("a").isOfType(.stringSet), text: "attribute_type(#0, :0)",
            values: #"{":0":{"S":"SS"}}"#),
        Sample(
            condition: attribute("a").beginsWith("x"), text: "begins_with(#0, :0)", values: #"{":0":{"S":"x"}}"#),
        Sample(condition: attribute("a").contains(7), text: "contains(#0, :0)", values: #"{":0":{"N":"7"}}"#),
        Sample(condition: attribute("a").isOneOf(["x"]), text: "#0 IN (:0)", values: #"{":0":{"S":"x"}}"#),
        Sample(
            condition: attribute("a").isOneOf(["x", "y"]), text: "#0 IN (:0, :1)",
            values: #"{":0":{"S":"x"},":1":{"S":"y"}}"#),
    ]

    static let combinations = [
        Sample(
            condition: attribute("a").exists || attribute("b").exists && !attribute("a").isMissing,
            text: "(attribute_exists(#0) OR (attribute_exists(#1) AND (NOT attribute_not_exists(#0))))", names: ab),
        Sample(
            condition: (attribute("a").exists || attribute("b").exists) && attribute("a").isMissing,
            text: "((attribute_exists(#0) OR attribute_exists(#1)) AND attribute_not_exists(#0))", names: ab),
        Sample(
            condition: !(attribute("a").exists && attribute("b").exists),
            text: "(NOT (attribute_exists(#0) AND attribute_exists(#1)))", names: ab),
        Sample(
            condition: attribute("a") < attribute("b") && attribute("a") == 1, text: "(#0 < #1 AND #0 = :0)",
            names: ab, values: #"{":0":{"N":"1"}}"#),
    ]

    static let paths = [
        Sample(
            condition: attribute(AttributePath("a", "b", 0, "a")).exists, text: "attribute_exists(#0.#1[0].#0)",
            names: ab),
        Sample(
            condition: attribute("a.b[0]").exists, text: "attribute_exists(#0)", names: ##"{"#0":"a.b[0]"}"##),
        Sample(
            condition: attribute("status").exists && attribute("ttl").exists
                && attribute(AttributePath("x", "size"))
                    .exists,
            text: "((attribute_exists(#0) AND attribute_exists(#1)) AND attribute_exists(#2.#3))",
            names: ##"{"#0":"status","#1":"ttl","#2":"x","#3":"size"}"##),
        Sample(
            condition: attribute("#0 OR :0") == ":0 OR attribute_exists(#0) \"",
            text: "#0 = :0", names: ##"{"#0":"#0 OR :0"}"##,
            values: ##"{":0":{"S":":0 OR attribute_exists(#0) \""}}"##),
    ]

    private static let ab = ##"{"#0":"a","#1":"b"}"##

    @Test(
        "a condition is its operators, with every name and value aliased",
        arguments: comparisons + functions + combinations + paths)
    func condition(_ sample: Sample) throws {
        let rig = try Rig((200, "{}"))
        try rig.table.delete(ada, if: sample.condition)
        let values = sample.values.map { #","ExpressionAttributeValues":\#($0)"# } ?? ""
        let expected = ##"""
            DeleteItem {"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},\##
            "ReturnValues":"ALL_OLD","ConditionExpression":"\##(sample.text)",\##
            "ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":\##(sample.names)\##(values)}
            """##
        #expect(rig.sent == [expected])
    }

    @Test(
        "an update is one clause of each kind",
        arguments: [
            ([.set("a", to: 1)], "SET #0 = :0", ##"{"#0":"a"}"##, #"{":0":{"N":"1"}}"#),
            (
                [.setIfMissing("a", to: "x")], "SET #0 = if_not_exists(#0, :0)", ##"{"#0":"a"}"##,
                #"{":0":{"S":"x"}}"#
            ),
            ([.copy("a", from: "b")], "SET #0 = #1", ##"{"#0":"a","#1":"b"}"##, nil),
            (
                [.increment("a", by: -3)], "SET #0 = if_not_exists(#0, :0) + :1", ##"{"#0":"a"}"##,
                #"{":0":{"N":"0"},":1":{"N":"-3"}}"#
            ),
            (
                [.append("a", ["x"])], "SET #0 = list_append(if_not_exists(#0, :0), :1)", ##"{"#0":"a"}"##,
                #"{":0":{"L":[]},":1":{"L":[{"S":"x"}]}}"#
            ),
            (
                [
                    .add("a", .stringSet(["x"])), .remove("b"), .delete("c", .stringSet(["y"])), .set("d", to: true),
                    .remove(AttributePath("b", 0)), .add("e", 2), .set(AttributePath("f", "a"), to: .null),
                    .delete("g", .numberSet([.init(1)])),
                ] as Update,
                "SET #3 = :2, #5.#0 = :4 REMOVE #1, #1[0] ADD #0 :0, #4 :3 DELETE #2 :1, #6 :5",
                ##"{"#0":"a","#1":"b","#2":"c","#3":"d","#4":"e","#5":"f","#6":"g"}"##,
                #"{":0":{"SS":["x"]},":1":{"SS":["y"]},":2":{"BOOL":true},":3":{"N":"2"},":4":{"NULL":true},"#
                    + #"":5":{"NS":["1"]}}"#
            ),
        ] as [(Update, String, String, String?)])
    func update(_ update: Update, text: String, names: String, values: String?) throws {
        let rig = try Rig((200, #"{"Attributes":{}}"#))
        try rig.table.update(ada, update)
        let values = values.map { #","ExpressionAttributeValues":\#($0)"# } ?? ""
        let expected = ##"""
            UpdateItem {"TableName":"education","Key":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"PROFILE"}},\##
            "ReturnValues":"ALL_NEW","UpdateExpression":"\##(text)","ExpressionAttributeNames":\##(names)\##(values)}
            """##
        #expect(rig.sent == [expected])
    }

    @Test("update and condition share their names")
    func sharedNames() throws {
        let rig = try Rig((200, #"{"Attributes":{}}"#))
        try rig.table.update(ada, [.increment("hour", by: 1)], if: attribute("hour") < attribute("end"))
        #expect(rig.sent.first?.contains(##""ExpressionAttributeNames":{"#0":"hour","#1":"end"}"##) == true)
        #expect(rig.sent.first?.contains(##""ConditionExpression":"#0 < #1""##) == true)
    }

    /// A call that can't be expressed, and the reason.
    struct Nonsense: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let problem: String
        let call: @Sendable (Table) throws -> Void
    }

    static let nonsense = [
        Nonsense(testDescription: "empty update", problem: "an update has to change something") {
            try $0.update(ada, [])
        },
        Nonsense(testDescription: "empty update in a transaction", problem: "an update has to change something") {
            try $0.transact([.update(key: ada, [])])
        },
        Nonsense(testDescription: "empty choice", problem: "a value has to be one of something") {
            try $0.delete(ada, if: attribute("a").isOneOf([]))
        },
        Nonsense(testDescription: "empty choice deep down", problem: "a value has to be one of something") {
            try $0.put(ada, if: attribute("a").exists && !attribute("a").size.isOneOf([]))
        },
        Nonsense(testDescription: "empty choice in a transaction", problem: "a value has to be one of something") {
            try $0.transact([.put(ada), .check(key: ada, attribute("a").isOneOf([]))])
        },
        Nonsense(testDescription: "empty choice in a filter", problem: "a value has to be one of something") {
            _ = try $0.all(Scan(filter: attribute("a").isOneOf([])))
        },
        Nonsense(testDescription: "all sort keys but one", problem: "a query cannot leave out a sort key") {
            _ = try $0.all(Query(KeyCondition("PK", equals: "a", and: "SK", .compare(.notEqual, "b"))))
        },
    ]

    @Test("what is no expression is rejected and never sent", arguments: nonsense)
    func refused(_ nonsense: Nonsense) throws {
        let rig = try Rig()
        #expect(throws: DynamoDBError.rejected(type: "ValidationException", message: nonsense.problem)) {
            try nonsense.call(rig.table)
        }
        #expect(rig.sent == [])
    }
}
