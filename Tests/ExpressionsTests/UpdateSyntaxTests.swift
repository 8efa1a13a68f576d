import Testing

@testable import Expressions

@Suite("The syntax of updates")
struct UpdateSyntaxTests {
    private static func answer(_ expression: String) throws -> String {
        var placeholders = try placeholders(names: ["#c": "c", "#d": "[3]"], values: everyValue)
        return refusal { _ = try UpdateExpression(parsing: expression, with: &placeholders) }
    }

    private static let syntaxCases: [(String, String)] = [
        ("INVALID SYNTAX HERE", #"token: "INVALID", near: "INVALID SYNTAX""#),
        ("ADD numx", #"token: "<EOF>", near: "numx""#),
        ("SET note = :n +", #"token: "<EOF>", near: "+""#),
        ("SET numx = numx * :n", #"token: "*", near: "numx * :n""#),
        ("ADD numx 1", #"token: "1", near: "numx 1""#), ("DELETE setx a", #"token: "a", near: "setx a""#),
        ("SET #c = :n,", #"token: "<EOF>", near: ",""#), ("SET a = _f(b)", #"token: "_", near: "= _f""#),
        ("set a = b + c + d", #"token: "+", near: "c + d""#), ("set a=set", #"token: "set", near: "=set""#),
        ("set (a = b)", #"token: "(", near: "set (a""#), ("set a[:n] = b", #"token: "[", near: "a[:n""#),
        ("remove :n", #"token: ":n", near: "remove :n""#), ("set a = (b.c).d", #"token: ".", near: ").d""#),
        ("remove a = b", #"token: "=", near: "a = b""#), ("add abort b", #"token: "b", near: "abort b""#),
        ("SET if_not_exists(a, b) = a", #"token: "(", near: "if_not_exists(a""#),
        ("and a", #"token: "and", near: "and a""#),
    ]

    @Test("What can't be read is quoted with the tokens before and after", arguments: syntaxCases)
    func syntax(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid UpdateExpression: Syntax error; " + problem)
    }

    private static let wrongType = "Incorrect operand type for operator or function; operator or function: "
    private static let wrongCount = "Incorrect number of operands for operator or function; operator or function: "
    private static let pathRequired =
        "Operator or function requires a document path; operator or function: if_not_exists"

    private static func paths(_ problem: String, _ one: String, _ two: String) -> String {
        "Two document paths \(problem) with each other; must remove or rewrite one of these paths; "
            + "path one: \(one), path two: \(two)"
    }

    private static func notAllowed(_ name: String, _ type: String) -> String {
        "Incorrect operand type for operator or function; operator: \(name), "
            + "operand type: \(type), typeSet: ALLOWED_FOR_ADD_OPERAND"
    }

    private static let refusedCases: [(String, String)] = [
        ("", "The expression can not be empty;"),
        (" set #c = :c set abOrt = true ", "Attribute name is a reserved keyword; reserved keyword: abOrt"),
        ("set #c = if_not_exist(:c) set c = d", "Invalid function name; function: if_not_exist"),
        ("SET a = contains(s, :s)", "The function is not allowed in an update expression; function: contains"),
        ("SET a = size(s)", "The function is not allowed in an update expression; function: size"),
        (
            "SET a = list_append(list_append(b, :l), :l)",
            "The function is not allowed to be used this way in an expression; function: list_append"
        ),
        ("set a = #x set c = :d", #"The "SET" section can only be used once in an update expression;"#),
        ("remove #x set a = b remove e", #"The "REMOVE" section can only be used once in an update expression;"#),
        (
            "SET #x = if_not_exists(:y)",
            "An expression attribute name used in the document path is not defined; attribute name: #x"
        ),
        (
            "SET a = if_not_exists(:y)",
            "An expression attribute value used in expression is not defined; attribute value: :y"
        ),
        ("SET a = :s, a = :n", paths("overlap", "[a]", "[a]")),
        ("SET c.b = :s, #c = :n", paths("overlap", "[c, b]", "[c]")),
        ("set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)", paths("overlap", "[c, [1], a]", "[c]")),
        ("set #c[3].#d = a, #c.#d[3] = if_not_exists(a)", paths("conflict", "[c, [3], [3]]", "[c, [3], [3]]")),
        ("remove a.#c set a[1] = #d", paths("conflict", "[a, c]", "[a, [1]]")),
        ("set b = list_append(:s, a), c = if_not_exists(a) add a.b :s", notAllowed("ADD", "STRING")),
        ("add a :bool", notAllowed("ADD", "BOOL")), ("add a :m", notAllowed("ADD", "MAP")),
        ("add a :l", notAllowed("ADD", "LIST")), ("add a :b", notAllowed("ADD", "BINARY")),
        ("delete a :n", notAllowed("DELETE", "NUMBER")), ("delete a :null", notAllowed("DELETE", "NULL")),
        ("set a = if_not_exists(c)", "\(wrongCount)if_not_exists, number of operands: 1"),
        ("set a = list_append(c)", "\(wrongCount)list_append, number of operands: 1"),
        ("set a = if_not_exists(:s, c)", pathRequired),
        ("set a = if_not_exists(if_not_exists(a, b), c)", pathRequired),
        ("set a = list_append(:s, a)", "\(wrongType)list_append, operand type: S"),
        ("set a = list_append(a, :m)", "\(wrongType)list_append, operand type: M"),
        ("set a = a + :s", "\(wrongType)+, operand type: S"),
        ("set a = :bs - a", "\(wrongType)-, operand type: BS"),
        ("set a = list_append(a, b) + :n", "\(wrongType)+, operand type: L"),
        ("set a = ((b))", "The expression has redundant parentheses;"),
    ]

    @Test("What reads well but makes no sense is refused in the service's words", arguments: refusedCases)
    func refused(_ expression: String, _ problem: String) throws {
        #expect(try Self.answer(expression) == "Invalid UpdateExpression: " + problem)
    }

    @Test("Deep updates are refused without depth of their own")
    func deep() throws {
        let parentheses = String(repeating: "(", count: 2000) + "b" + String(repeating: ")", count: 2000)
        #expect(
            try Self.answer("SET a = " + parentheses)
                == "Invalid UpdateExpression: The expression has redundant parentheses;")
        let calls = String(repeating: "if_not_exists(a,", count: 200) + "b" + String(repeating: ")", count: 200)
        #expect(try Self.answer("SET c = " + calls) == "accepted")
    }
}
