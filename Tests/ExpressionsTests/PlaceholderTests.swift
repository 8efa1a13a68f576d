import JSON
import Testing

@testable import Expressions

@Suite("Placeholders")
struct PlaceholderTests {
    private static let longName = "#" + String(repeating: "a", count: 255)
    private static let tooLong = "The expression attribute map contains a key that is too long;"

    private static let namesCases: [(String, String)] = [
        ("{}", "ExpressionAttributeNames must not be empty"),
        (#"{"a":"a"}"#, #"ExpressionAttributeNames contains invalid key: Syntax error; key: "a""#),
        (##"{"#":"a"}"##, ##"ExpressionAttributeNames contains invalid key: Syntax error; key: "#""##),
        (##"{"#a-b":"a"}"##, ##"ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b""##),
        (##"{"#a":""}"##, "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"),
        ("{\"\(longName)\":\"a\"}", "ExpressionAttributeNames contains invalid key: \(tooLong) size of key: 256"),
        (##"{"#a":5}"##, "NUMBER_VALUE cannot be converted to String"), ("null", "accepted"),
        (##"{"#a_1":"x"}"##, "accepted"),
    ]

    @Test("Names that the service refuses are refused in its words", arguments: namesCases)
    func names(_ names: String, _ message: String) {
        #expect(refusal { _ = try Placeholders(names: json(names), values: nil) } == message)
    }

    private static let valuesCases: [(String, String)] = [
        ("{}", "ExpressionAttributeValues must not be empty"),
        (
            #"{":b":{"a":""},"b":{"S":"a"}}"#,
            #"ExpressionAttributeValues contains invalid key: Syntax error; key: "b""#
        ),
        (#"{":":{"S":"a"}}"#, #"ExpressionAttributeValues contains invalid key: Syntax error; key: ":""#),
        (
            #"{":b":{"N":"x"}}"#,
            "ExpressionAttributeValues contains invalid value: "
                + "The parameter cannot be converted to a numeric value: x for key :b"
        ),
    ]

    @Test("Values that the service refuses are refused in its words", arguments: valuesCases)
    func values(_ values: String, _ message: String) {
        #expect(refusal { _ = try Placeholders(names: nil, values: json(values)) } == message)
    }

    @Test("The older layer has its own words for a number that is empty")
    func olderValues() {
        let answer = refusal { _ = try Placeholders(values: json(#"{":b":{"N":""}}"#), wording: .older) }
        #expect(
            answer == "ExpressionAttributeValues contains invalid value: "
                + "The parameter cannot be converted to a numeric value for key :b")
    }

    @Test("What no expression uses is reported once all have been parsed")
    func unused() throws {
        var placeholders = try placeholders(names: ["#a": "a", "#b": "b"], values: #"{":v":{"S":"v"},":w":{"S":"w"}}"#)
        _ = try ConditionExpression(parsing: "#a = :v", as: .condition, with: &placeholders)
        let names = "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}"
        #expect(refusal { try placeholders.requireAllUsed() } == names)
        _ = try UpdateExpression(parsing: "REMOVE #b", with: &placeholders)
        let values = "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"
        #expect(refusal { try placeholders.requireAllUsed() } == values)
        _ = try ConditionExpression(parsing: "c = :w", as: .filter, with: &placeholders)
        #expect(refusal { try placeholders.requireAllUsed() } == "accepted")
    }

    @Test("Many placeholders are found as surely as few")
    func many() throws {
        let values = (0..<50).map { #"":v\#($0)":{"N":"\#($0)"}"# }.joined(separator: ",")
        var placeholders = try placeholders(values: "{\(values)}")
        let condition = try ConditionExpression(parsing: "a = :v0 OR a = :v49", as: .filter, with: &placeholders)
        #expect(condition.holds(for: try item(#"{"a":{"N":"49"}}"#)))
        #expect(!condition.holds(for: try item(#"{"a":{"N":"48"}}"#)))
    }
}
