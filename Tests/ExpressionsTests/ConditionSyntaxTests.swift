import Testing

@testable import Expressions

@Suite("The syntax of conditions")
struct ConditionSyntaxTests {
    private static func answer(_ expression: String, names: [String: String] = [:]) throws -> String {
        var placeholders = try placeholders(names: names, values: everyValue)
        return refusal { _ = try ConditionExpression(parsing: expression, as: .condition, with: &placeholders) }
    }

    private static let misused = "The function is not allowed to be used this way in an expression; function: "
    private static let notDefined = "An expression attribute value used in expression is not defined; attribute value: "
    private static let wrongType = "Incorrect operand type for operator or function; operator or function: "
    private static func bounds(_ lower: String, _ upper: String) -> String {
        "lower bound operand: AttributeValue: \(lower), upper bound operand: AttributeValue: \(upper)"
    }

    private static let between = "The BETWEEN operator "
    private static let wrongCount = "Incorrect number of operands for operator or function; operator or function: "
    private static let notDistinct =
        "The first operand must be distinct from the remaining operands for this operator or function; operator: "

    private static let syntaxCases: [(String, String)] = [
        ("foo", #"token: "<EOF>", near: "foo""#), ("foo bar", #"token: "bar", near: "foo bar""#),
        ("a = = :s", #"token: "=", near: "= = :s""#), ("a == :s", #"token: "=", near: "== :s""#),
        ("attribute_type()", #"token: ")", near: "()""#), ("attribute_not_exists(", #"token: "<EOF>", near: "(""#),
        ("contains(a, :s", #"token: "<EOF>", near: ":s""#), ("NOT (a)", #"token: "<EOF>", near: ")""#),
        ("_a = :s", #"token: "_", near: "_a""#), ("a = :s AND", #"token: "<EOF>", near: "AND""#),
        ("a AND b = :s", #"token: "AND", near: "a AND b""#), ("a = $", #"token: "$", near: "= $""#),
        ("a = é", #"token: "é", near: "= é""#), ("a = 12", #"token: "12", near: "= 12""#),
        ("a[x] = :s", #"token: "[", near: "a[x""#), ("(a = :s", #"token: "<EOF>", near: ":s""#),
        ("a = :s)", #"token: ")", near: ":s)""#), ("  ", #"token: "<EOF>", near: """#),
        ("a IN ()", #"token: ")", near: "()""#), ("set = :s", #"token: "set", near: "set =""#),
        ("a BETWEEN :s OR :s", #"token: "OR", near: ":s OR :s""#),
        ("(a = :s) = :s", #"token: "=", near: ") = :s""#),
        ("NOT", #"token: "<EOF>", near: "NOT""#), ("a. = :s", #"token: "=", near: ". = :s""#),
    ]

    @Test("What can't be read is quoted with the tokens before and after", arguments: syntaxCases)
    func syntax(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid ConditionExpression: Syntax error; " + problem)
    }

    private static let refusedCases: [(String, String)] = [
        ("", "The expression can not be empty;"),
        ("name = :s", "Attribute name is a reserved keyword; reserved keyword: name"),
        ("a.Comment = :s", "Attribute name is a reserved keyword; reserved keyword: Comment"),
        ("((a = :s))", "The expression has redundant parentheses;"),
        ("((a)) = :s", "The expression has redundant parentheses;"),
        ("size(((a))) = :n", "The expression has redundant parentheses;"),
        ("starts_with(a, :s)", "Invalid function name; function: starts_with"),
        ("ATTRIBUTE_EXISTS(a)", "Invalid function name; function: ATTRIBUTE_EXISTS"),
        (
            "if_not_exists(a, :s) = :s",
            "The function is not allowed in a condition expression; function: if_not_exists"
        ),
        ("size(a)", "\(misused)size"), ("contains(a, :s) = :bool", "\(misused)contains"),
        ("a IN (attribute_exists(b))", "\(misused)attribute_exists"),
        ("size(contains(a, :s)) = :n", "\(misused)contains"),
        ("a = :missing", "\(notDefined):missing"),
        ("#a = :s", "An expression attribute name used in the document path is not defined; attribute name: #a"),
        ("size(a, b) = :n", "\(wrongCount)size, number of operands: 2"),
        ("attribute_exists(a, b)", "\(wrongCount)attribute_exists, number of operands: 2"),
        ("contains(a)", "\(wrongCount)contains, number of operands: 1"),
        ("begins_with(a, b, c)", "\(wrongCount)begins_with, number of operands: 3"),
        (
            "attribute_exists(:s)",
            "Operator or function requires a document path; operator or function: attribute_exists"
        ),
        ("a < :bool", "\(wrongType)<, operand type: BOOL"), (":null >= a", "\(wrongType)>=, operand type: NULL"),
        ("a > :ss", "\(wrongType)>, operand type: SS"), ("a <= :l", "\(wrongType)<=, operand type: L"),
        ("a BETWEEN :bool AND :bool", "\(wrongType)BETWEEN, operand type: BOOL"),
        ("begins_with(a, :n)", "\(wrongType)begins_with, operand type: N"),
        ("begins_with(size(a), :s)", "\(wrongType)begins_with, operand type: N"),
        ("size(:n) = :n", "\(wrongType)size, operand type: N"),
        ("size(size(a)) = :n", "\(wrongType)size, operand type: N"),
        (
            "attribute_type(size(a), :s)",
            "Operator or function requires a document path; operator or function: attribute_type"
        ),
        ("attribute_type(a, :n)", "\(wrongType)attribute_type, operand type: N"),
        (
            "attribute_type(a, :x)",
            "Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
        ),
        ("a = a", "\(notDistinct)=, first operand: [a]"),
        ("a.b[1] <> a.b[1]", "\(notDistinct)<>, first operand: [a, b, [1]]"),
        ("contains(a, a)", "\(notDistinct)contains, first operand: [a]"),
        (
            "a BETWEEN :z AND :s",
            "\(between)requires upper bound to be greater than or equal to lower bound; \(bounds("{S:z}", "{S:a}"))"
        ),
        (
            "a BETWEEN :n AND :b",
            "\(between)requires same data type for lower and upper bounds; \(bounds("{N:1}", "{B:YQ==}"))"
        ),
        ("a[99999999999] = :s", "List index is not within the allowable range; index: [99999999999]"),
        ("a[2147483648] = :s", "List index is not within the allowable range; index: [2147483648]"),
    ]

    @Test("What reads well but makes no sense is refused in the service's words", arguments: refusedCases)
    func refused(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid ConditionExpression: " + problem)
    }

    private static let orderCases: [(String, String)] = [
        ("name = = :s", #"Syntax error; token: "=", near: "= = :s""#),
        ("name = :s AND ((a = :s))", "The expression has redundant parentheses;"),
        ("name = :s AND foo(a)", "Invalid function name; function: foo"),
        ("a = :missing AND b = name", "Attribute name is a reserved keyword; reserved keyword: name"),
        ("a = :missing AND begins_with(b, :n)", "\(notDefined):missing"),
        ("begins_with(b, :n) AND a = :missing", "\(wrongType)begins_with, operand type: N"),
    ]

    @Test("Of several problems the service's first is reported", arguments: orderCases)
    func order(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid ConditionExpression: " + problem)
    }

    private static let acceptedCases: [String] = [
        "(a) = :s", "(a) = (:s)", "a.b[0].c=:s", "a . b [0] = :s", "(a = :s OR (b = :s))", "NOT NOT NOT a = :s",
        "not (a = :s)", "a between :n and :two Or b in (:s)", "attribute_exists (a)", "#and.#or = :s",
        "size (a) > :n",
        "a = :s\n\tAND b = :s", "contains(:ss, a)", ":s = a", ":s < a", "size(a) = size(b)",
        "attribute_exists((a))",
    ]

    @Test("Unusual but correct conditions are accepted", arguments: acceptedCases)
    func accepted(_ expression: String) throws {
        #expect(try Self.answer(expression, names: ["#and": "and", "#or": "or"]) == "accepted")
    }

    private static let limitsCases: [(String, String)] = [
        (String(repeating: "(", count: 4096), "Syntax error; token: \"<EOF>\", near: \"(\""),
        (
            "\(repeated("(", 2046))a<b\(repeated(")", 2046))",
            "The expression has redundant parentheses;"
        ),
        (
            String(repeating: "(", count: 4097),
            "Expression size has exceeded the maximum allowed size; expression size: 4097"
        ),
        (
            "\(repeated("not ", 1000))a<b",
            "The expression contains too many operators; operator count: 301"
        ),
        (
            "a<b \(repeated("or (a<b ", 454))\(repeated(")", 454))",
            "The expression contains too many operators; operator count: 301"
        ),
        (
            "a<b\(repeated(" or a<b", 151))",
            "The expression contains too many operators; operator count: 301"
        ),
        (
            "a < \(repeated("f(", 1355))b\(repeated(")", 1355))",
            "Invalid function name; function: f"
        ),
        (
            "a\(repeated(".b", 32)) = :s",
            "The document path has too many nesting levels; nesting levels: 33"
        ),
    ]

    @Test("Long and deep expressions are refused without depth of their own", arguments: limitsCases)
    func limits(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid ConditionExpression: " + problem)
    }

    @Test("What is within the limits is accepted")
    func withinLimits() throws {
        let nested = "a<b \(repeated("or (a<b ", 149))\(repeated(")", 149))"
        let negated = "\(repeated("NOT (", 298))a<b\(repeated(")", 298))"
        let long = "a\(repeated("b", 4090)) = :s"
        for expression in [nested, negated, long, "a\(repeated("[0]", 31)) = :s"] {
            #expect(try Self.answer(expression) == "accepted")
        }
    }

    @Test("IN takes a hundred operands and no more", arguments: [(100, true), (101, false)])
    func candidates(_ count: Int, _ isAccepted: Bool) throws {
        let list = (0..<count).map { "b\($0)" }.joined(separator: ",")
        let tooMany =
            "Invalid ConditionExpression: The IN operator is provided with too many operands; number of operands: 101"
        #expect(try Self.answer("a IN (\(list))") == (isAccepted ? "accepted" : tooMany))
    }

    @Test("There are 573 reserved words, in upper or lower case")
    func reservedWords() {
        #expect(ReservedWords.all.count == 573)
        #expect(ReservedWords.contains(Array("sTaTuS".utf8)[...]))
        #expect(!ReservedWords.contains(Array("statuses".utf8)[...]))
    }
}
