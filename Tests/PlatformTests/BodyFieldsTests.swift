import JSON
import Platform
import Testing

@Suite("Fields of a body")
struct BodyFieldsTests {
    private enum Colour: String, CaseIterable {
        case red
        case blue
    }

    /// Returns the type of each rule that a body breaks, by field, when read with `read`.
    private func broken(_ body: String, _ read: (inout BodyFields) -> Void) throws -> [String] {
        var fields = try #require(BodyFields(JSONDocument(parsing: Array(body.utf8)).root))
        read(&fields)
        return fields.problems.map { "\($0.field): \($0.rule.type)" }
    }

    private func brokenText(_ value: String) throws -> [String] {
        try broken(#"{"name":\#(value)}"#) { _ = $0.text("name", 2...4) }
    }

    @Test(
        "a text has as many characters as it may have, counted as Unicode scalars, and not one more or less",
        arguments: [
            (#""ab""#, []), (#""abcd""#, []), (#""a""#, ["name: string_too_short"]),
            (#""abcde""#, ["name: string_too_long"]), (#""👩‍💻""#, []), (#""ÉÉÉÉ""#, []),
            (#""👩‍💻👩‍💻""#, ["name: string_too_long"]), (#""    ""#, []), ("5", ["name: string_type"]),
            ("null", ["name: string_type"]), (#"["ab"]"#, ["name: string_type"]), ("true", ["name: string_type"]),
        ])
    func text(value: String, expected: [String]) throws {
        #expect(try brokenText(value) == expected)
    }

    @Test(
        "an integer lies within its bounds, whatever number it is written as",
        arguments: [
            ("1", []), ("10", []), ("5.0", []), ("1e1", []), ("0", ["count: greater_than_equal"]),
            ("11", ["count: less_than_equal"]), ("-1", ["count: greater_than_equal"]),
            ("1.5", ["count: int_from_float"]), ("1e-400", ["count: int_from_float"]),
            ("99999999999999999999", ["count: less_than_equal"]), ("-1e400", ["count: greater_than_equal"]),
            (#""5""#, ["count: int_type"]), ("true", ["count: int_type"]), ("null", ["count: int_type"]),
            ("{}", ["count: int_type"]),
        ])
    func integer(value: String, expected: [String]) throws {
        #expect(try broken(#"{"count":\#(value)}"#) { _ = $0.integer("count", 1...10) } == expected)
    }

    @Test("a flag is true or false", arguments: ["1", "0", #""true""#, "null", "[]"])
    func flag(value: String) throws {
        #expect(try broken(#"{"on":\#(value)}"#) { _ = $0.flag("on") } == ["on: bool_type"])
        var flag = false
        #expect(try broken(#"{"on":true}"#) { flag = $0.flag("on") } == [])
        #expect(flag)
    }

    @Test("a choice is one of the words to the letter", arguments: [#""Red""#, #""""#, "null", "1", #""red ""#])
    func choice(value: String) throws {
        func choose(_ fields: inout BodyFields) -> Colour? { fields.choice(ifGiven: "colour") }
        #expect(try broken(#"{"colour":\#(value)}"#) { _ = choose(&$0) } == ["colour: enum"])
        var chosen: Colour?
        #expect(try broken(#"{"colour":"blue"}"#) { chosen = choose(&$0) } == [])
        #expect(chosen == .blue)
    }

    @Test("what is required must be there; what is read if given may be absent, and null only if allowed")
    func presence() throws {
        let found = try broken(#"{"a":null,"b":null}"#) { fields in
            _ = fields.text("name", 1...2)
            _ = fields.integer("count", 1...2)
            _ = fields.flag("on")
            #expect(fields.text(ifGiven: "other", 1...2) == nil)
            #expect(fields.text(ifGiven: "a", 1...2, orNull: true) == nil)
            #expect(fields.integer(ifGiven: "b", 1...2) == nil)
            #expect(!fields.has("a") && fields.isNull("a") && !fields.isNull("name"))
        }
        #expect(found == ["name: missing", "count: missing", "on: missing", "b: int_type"])
    }

    @Test("a text of a pattern is made into what it means, or the pattern is told")
    func pattern() throws {
        func digits(_ fields: inout BodyFields) -> Int? {
            fields.value(ifGiven: "number", or: .matches(pattern: "^[0-9]+$")) { Int($0) }
        }
        var number: Int?
        #expect(try broken(#"{"number":"12"}"#) { number = digits(&$0) } == [])
        #expect(number == 12)
        #expect(try broken(#"{"number":"x"}"#) { _ = digits(&$0) } == ["number: string_pattern_mismatch"])
        #expect(try broken(#"{"number":12}"#) { _ = digits(&$0) } == ["number: string_type"])
    }

    @Test("all that is wrong is told at once, each field once")
    func all() throws {
        var fields = try #require(BodyFields(JSONDocument(parsing: Array(#"{"a":1,"b":"x"}"#.utf8)).root))
        _ = fields.text("a", 1...2)
        _ = fields.integer("b", 1...2)
        fields.refuse("a", .other("is not what it was"))
        let expected = Problem.invalid([
            .init(field: "a", breaks: .isText), .init(field: "b", breaks: .isInteger),
        ])
        #expect(throws: expected) { try fields.check() }
        #expect(fields.isRefused("a") && !fields.isRefused("c"))
    }

    @Test("only an object has fields", arguments: ["[]", "null", #""text""#, "5"])
    func noObject(body: String) throws {
        #expect(BodyFields(try JSONDocument(parsing: Array(body.utf8)).root) == nil)
    }
}

@Suite("Parameters of a query")
struct QueryFieldsTests {
    private func broken(_ value: String, _ read: (inout QueryFields) -> Void) -> [String] {
        var fields = QueryFields([("x", value), ("y", "1"), ("y", "2"), ("z", "1"), ("z", "1")])
        read(&fields)
        return fields.problems.map { "\($0.field): \($0.rule.type)" }
    }

    @Test(
        "a number is read from its text and lies within its bounds",
        arguments: [
            ("1", []), ("100", []), ("+5", []), ("0", ["x: greater_than_equal"]), ("101", ["x: less_than_equal"]),
            ("", ["x: int_parsing"]), ("5.0", ["x: int_parsing"]), ("0x5", ["x: int_parsing"]),
            ("99999999999999999999", ["x: int_parsing"]),
        ])
    func integer(value: String, expected: [String]) {
        #expect(broken(value) { _ = $0.integer(ifGiven: "x", 1...100) } == expected)
    }

    @Test(
        "a text has its length",
        arguments: [("", ["x: string_too_short"]), ("ab", []), ("abc", ["x: string_too_long"])])
    func text(value: String, expected: [String]) {
        #expect(broken(value) { _ = $0.text(ifGiven: "x", 1...2) } == expected)
    }

    @Test("the same parameter twice counts once, two different ones are refused, and none is none")
    func repeats() {
        let found = broken("") { fields in
            #expect(fields.integer(ifGiven: "z", 1...2) == 1)
            #expect(fields.integer(ifGiven: "none", 1...2) == nil)
            #expect(fields.integer(ifGiven: "y", 1...2) == nil)
            let made: Int? = fields.value(ifGiven: "z", or: .other("must be more")) { _ in nil }
            #expect(made == nil)
        }
        #expect(found == ["y: value_error", "z: value_error"])
    }
}
