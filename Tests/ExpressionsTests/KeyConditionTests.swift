import Testing

@testable import Expressions

@Suite("Key conditions")
struct KeyConditionTests {
    private static let types: [Text: Value.Kind] = ["h": .string, "r": .number]

    private static func range(_ expression: String, types: [Text: Value.Kind] = types) throws -> KeySelection {
        var placeholders = try placeholders(names: ["#h": "h"], values: everyValue)
        let condition = try KeyConditionExpression(parsing: expression, with: &placeholders)
        return try condition.resolved(hash: "h", range: "r", types: types)
    }

    private static let one = Value.number(ExactNumber(1))
    private static let two = Value.number(ExactNumber(2))

    private static let resolvedCases: [(String, RangeKeyCondition?)] = [
        ("h = :s", nil), ("#h = :s AND r = :n", .equal(one)), ("r < :n AND h = :s", .less(one)),
        ("(h = :s) AND (r <= :n)", .lessOrEqual(one)), ("(h = :s AND (r > :n))", .greater(one)),
        (":s = h AND :n <= r", .greaterOrEqual(one)), (":n > r AND h = :s", .less(one)),
        ("h = :s AND r between :n and :two", .between(one, two)),
    ]

    @Test("A key condition is a hash key and at most one bound of the range key", arguments: resolvedCases)
    func resolved(_ expression: String, _ bound: RangeKeyCondition?) throws {
        #expect(try Self.range(expression) == KeySelection(hash: .string("a"), range: bound))
    }

    @Test("begins_with is for strings and binaries")
    func beginsWith() throws {
        let range = try Self.range("h = :s AND begins_with(r, :z)", types: ["h": .string, "r": .string])
        #expect(range == KeySelection(hash: .string("a"), range: .beginsWith(.string("z"))))
    }

    private static let invalid = "Invalid KeyConditionExpression: "
    private static let nested = "\(invalid)KeyConditionExpressions cannot have conditions on nested attributes"
    private static let badOperator = "Invalid operator used in KeyConditionExpression: "
    private static let badCondition = "Invalid condition in KeyConditionExpression: "
    private static let several = "\(badCondition)Multiple attribute names used in one condition"
    private static let wrongType =
        "One or more parameter values were invalid: Condition parameter type does not match schema type"
    private static let wrongOperand =
        "\(invalid)Incorrect operand type for operator or function; operator or function: "

    private static let refusedCases: [(String, String)] = [
        ("", "\(invalid)The expression can not be empty;"),
        ("h", #"\#(invalid)Syntax error; token: "<EOF>", near: "h""#),
        ("((h = :s)) AND ((r = :n))", "\(invalid)The expression has redundant parentheses;"),
        ("h = :s or r = :n", "\(badOperator)OR"), ("not h = :s", "\(badOperator)NOT"),
        ("h in (:s)", "\(badOperator)IN"),
        ("h <> :s", "\(badOperator)<>"), ("attribute_exists(h)", "\(badOperator)attribute_exists"),
        ("contains(h, :s)", "\(badOperator)contains"),
        ("h = :s AND attribute_not_exists(r)", "\(badOperator)attribute_not_exists"),
        ("h.a = :s", nested), ("h[0] = :s", nested), ("h = :s AND begins_with(r.a, :s)", nested),
        ("h.a > :s", nested),
        ("h = :s AND :n < r.a", nested), ("h > r.a", several), ("begins_with(h, r)", several),
        ("size(h) > :n", "\(invalid)KeyConditionExpressions cannot contain nested operations"),
        (":s between h and :z", "\(badCondition)BETWEEN operator must have the key attribute as its first operand"),
        (
            "begins_with(:s, h)",
            "\(badCondition)begins_with operator must have the key attribute as its first operand"
        ),
        (":s = :z", "\(badCondition)No key attribute specified"),
        (
            "h = :s AND r > :n AND r < :two",
            "\(invalid)KeyConditionExpressions must only contain one condition per key"
        ),
        (
            "h = :s AND r > :n AND c = :n",
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"
        ),
        ("r = :n", "Query condition missed key schema element: h"),
        ("h = :s AND c = :n", "Query condition missed key schema element: r"),
        ("h > :s", "Query key condition not supported"), ("h = :n", wrongType), ("h = :s AND r = :bool", wrongType),
        ("h = :s AND begins_with(r, :s)", wrongType), ("h = :s AND r BETWEEN :s AND :z", wrongType),
        ("h = :s AND begins_with(r, :n)", "\(wrongOperand)begins_with, operand type: N"),
        ("h = :s AND :bool >= r", "\(wrongOperand)>=, operand type: BOOL"),
        ("begins_with(r, :n) AND h = :gone", "\(wrongOperand)begins_with, operand type: N"),
        ("data.a = :s", "\(invalid)Attribute name is a reserved keyword; reserved keyword: data"),
    ]

    @Test("A key condition that the service refuses is refused in its words", arguments: refusedCases)
    func refused(_ expression: String, _ message: String) {
        #expect(refusal { _ = try Self.range(expression) } == message)
    }

    @Test("A key without a range takes one condition")
    func hashOnly() throws {
        var placeholders = try placeholders(values: everyValue)
        let condition = try KeyConditionExpression(parsing: "h = :s AND r = :n", with: &placeholders)
        #expect(condition.attributes == ["h", "r"])
        #expect(
            refusal { _ = try condition.resolved(hash: "h", range: nil) }
                == "The number of query conditions (2) exceeds the number of key attributes defined in the schema (1)")
    }
}
