import Testing

@testable import Expressions

@Suite("Projections")
struct ProjectionTests {
    private static let sample = """
        {"a":{"M":{"b":{"S":"bb"},"c":{"L":[{"S":"0"},{"M":{"d":{"N":"1"}}}]}}},
        "l":{"L":[{"S":"l0"},{"S":"l1"},{"S":"l2"}]},"n":{"N":"1"}}
        """

    private static let projectCases: [(String, String)] = [
        ("n", #"{"n":{"N":"1"}}"#), ("n, gone", #"{"n":{"N":"1"}}"#), ("gone", "{}"), ("n.x", "{}"), ("a[0]", "{}"),
        ("a.b", #"{"a":{"M":{"b":{"S":"bb"}}}}"#), ("l[2], l[0]", #"{"l":{"L":[{"S":"l0"},{"S":"l2"}]}}"#),
        ("l[9]", "{}"), ("a.gone", "{}"),
        ("a.c[1].d, a.b", #"{"a":{"M":{"b":{"S":"bb"},"c":{"L":[{"M":{"d":{"N":"1"}}}]}}}}"#),
        ("#n", #"{"n":{"N":"1"}}"#),
    ]

    @Test("A projection gives the wanted parts that are there", arguments: projectCases)
    func project(_ expression: String, _ expected: String) throws {
        var placeholders = try placeholders(names: ["#n": "n"])
        let projection = try Projection(parsing: expression, with: &placeholders)
        #expect(try text(projection.project(item(Self.sample))) == expected)
    }

    @Test("A list of attributes is a projection, too")
    func attributes() throws {
        let projection = Projection(attributes: ["n", "gone", "a.b"])
        #expect(try text(projection.project(item(Self.sample))) == #"{"n":{"N":"1"}}"#)
    }

    private static let overlap =
        "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: "
    private static let conflict =
        "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: "

    private static let refusedCases: [(String, String)] = [
        ("", "The expression can not be empty;"), ("a,", #"Syntax error; token: "<EOF>", near: ",""#),
        ("a b", #"Syntax error; token: "b", near: "a b""#), (":v", #"Syntax error; token: ":v", near: ":v""#),
        ("name", "Attribute name is a reserved keyword; reserved keyword: name"),
        ("#x", "An expression attribute name used in the document path is not defined; attribute name: #x"),
        ("a, a.b", "\(overlap)[a], path two: [a, b]"), ("#n, n", "\(overlap)[n], path two: [n]"),
        ("a.b, a[1]", "\(conflict)[a, b], path two: [a, [1]]"), ("a(b)", #"Syntax error; token: "(", near: "a(b""#),
    ]

    @Test("A projection that the service refuses is refused in its words", arguments: refusedCases)
    func refused(_ expression: String, _ problem: String) throws {
        var placeholders = try placeholders(names: ["#n": "n"])
        let answer = refusal { _ = try Projection(parsing: expression, with: &placeholders) }
        #expect(answer == "Invalid ProjectionExpression: " + problem)
    }
}
