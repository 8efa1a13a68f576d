import Testbed
import Testing

@testable import Template

@Suite("hostile templates", .timeLimit(.minutes(2)))
struct HostileTests {
    private static func error(_ text: String) -> String? {
        do {
            _ = try ServerlessTemplate(parsing: Array(text.utf8)).stack(settings())
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "what is no template says so, with the place",
        arguments: [
            ("", "it is empty"), ("# nothing", "it is empty"), ("a: 1", "line 1, column 1: Resources is missing"),
            ("[]", "line 1, column 1: expected a mapping"),
            ("Resources: []", "line 1, column 12: Resources: expected a mapping"),
            ("Resources: {}", "line 1, column 1: Resources is missing"),
            ("Resources:\n  A: 1", "line 2, column 6: A: expected a mapping"),
            ("Resources:\n  A: {}", "line 2, column 6: Type is missing"),
            ("Resources:\n  A: { Type: [] }", "line 2, column 14: Type: expected a text"),
            ("a: 1\na: 2", "line 2, column 1: the key a comes twice"),
            ("? [a]\n: 1", "line 1, column 3: a key is not a plain text"),
            ("a: *b", "line 1, column 4: there is no anchor b before"),
            ("a: &b [*b]", "line 1, column 8: the anchor b contains itself"),
            ("a: &b { c: { d: *b } }", "line 1, column 17: the anchor b contains itself"),
            ("a: { <<: { b: c } }", "line 1, column 6: merge keys (<<) are not supported"),
            ("a: !!binary x", "line 1, column 4: the tag !!binary is not supported here"),
            ("a: 1\n---\nb: 2", "line 2, column 1: a second document begins"),
            ("%YAML 1.1\n---\na: 1", "line 1, column 1: a line begins with %: directives are not supported"),
        ])
    func places(text: String, problem: String) {
        #expect(Self.error(text) == problem)
    }

    @Test(
        "broken YAML says where it breaks",
        arguments: [
            ("a: 1\n b: 2", 2), ("a: [1", 1), ("a: 'x", 1), ("a:\n\t- b", 2), ("a: \"\\q\"", 1), ("a: }", 1),
            ("a: 1\nb: @x", 2), ("\u{0}", 1), ("a: 1\nb: \u{7}", 2), ("a: & x", 1), ("a: !<x y", 1),
        ])
    func syntax(text: String, line: Int) {
        let error = #expect(throws: TemplateError.self) { try Composer.tree(of: Array(text.utf8)) }
        #expect((error?.mark?.line).map { abs($0 - line) <= 1 } == true, "\(text): \(String(describing: error))")
        #expect(error?.problem.hasPrefix("not YAML: ") == true)
    }

    @Test("what is not UTF-8 is refused with its line")
    func badText() {
        let bytes = Array("a: 1\nb: ".utf8) + [0xFF, 0xFE]
        let error = #expect(throws: TemplateError.self) { try Composer.tree(of: bytes) }
        #expect(error?.mark?.line == 2)
    }

    @Test("a billion laughs end at the bound")
    func laughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let aliases = repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(Self.error(text)?.hasSuffix("it has more than 200000 values") == true)
    }

    @Test("anchors within anchors don't get deeper than the bound")
    func deepAliases() {
        var text = "a0: &a0 [x]\n"
        for level in 1...80 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(Self.error(text)?.hasSuffix("values stand too deep in one another") == true)
    }

    @Test(
        "depth is bounded in every form",
        arguments: [("[", 500_000), ("{a: ", 200_000), ("- ", 500_000), ("[\n", 500_000)])
    func depth(piece: String, count: Int) {
        let text = String(repeating: piece, count: count)
        #expect(Self.error(text)?.hasSuffix("values stand too deep in one another") == true)
    }

    @Test("depth is bounded where it is told by spaces")
    func indentation() {
        let text = (0..<500).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(Self.error(text)?.hasSuffix("values stand too deep in one another") == true)
    }

    @Test("ten megabytes are refused unread, and a million values within one are too many")
    func size() {
        #expect(Self.error(String(repeating: "a", count: 10_000_000)) == "it has more than 1048576 bytes")
        let values = Self.error("[" + String(repeating: "a,", count: 500_000) + "]")
        #expect(values?.hasSuffix("it has more than 200000 values") == true)
    }

    @Test("a megabyte of anything ends soon")
    func megabytes() {
        let pieces = [
            "a", " ", "\n", "#", "&", "!", "'", "\"\\x41", "a: ", "? ", "- a\n", "|\n", "*a ", "{", "...\n", "---\n",
            "&a ",
        ]
        for piece in pieces {
            let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
            #expect(Self.error(text) != nil)
        }
    }

    @Test("an error is one short line, whatever the names in the template are")
    func names() {
        let name = String(repeating: "a", count: 10_000)
        #expect(Self.error("\(name): 1\n\(name): 2")?.utf8.count ?? .max < 400)
        #expect(Self.error("\"\\e[31m\\n\": 1\n\"\\e[31m\\n\": 2") == "line 2, column 1: the key ?[31m? comes twice")
    }

    @Test("the project's own template with a byte changed or the rest cut off is a template or an error")
    func damaged() throws {
        let bytes = try projectTemplate()
        var random = SeededGenerator(seed: Soak.seed)
        let pieces = Array("{}[]:,-&*!|>'\"%@#? \n\t\0\u{7F}aA0<=".utf8) + [0xC3, 0xFF]
        for _ in 0..<300 * Soak.factor {
            var changed = bytes
            let place = Int.random(in: bytes.indices, using: &random)
            changed[place] = pieces.randomElement(using: &random) ?? 0
            Self.read(changed)
            Self.read(Array(bytes.prefix(place)))
        }
    }

    /// Parses a possible template, which must end normally or with a `TemplateError`.
    private static func read(_ bytes: [UInt8]) {
        do throws(TemplateError) {
            let stack = try ServerlessTemplate(parsing: bytes).stack(settings())
            #expect(stack.functions.count <= 200)
        } catch {
            #expect(!error.problem.isEmpty)
        }
    }

    @Test("texts that double at every level end at the bound")
    func doubling() {
        var text = "abcdefghij"
        for _ in 0..<20 { text = "!Join ['', [&x \(text), *x]]" }
        #expect(Self.error(environmentTemplate(text)) != nil)
        var nested = "'abcdefghijabcdefghijabcdefghij'"
        for _ in 0..<25 { nested = "!Sub ['${a}${a}${a}', { a: \(nested) }]" }
        #expect(Self.error(environmentTemplate(nested))?.hasSuffix("the text becomes too long") == true)
    }

    @Test("lists out of texts are counted")
    func lists() {
        let piece = "!Split [',', !Ref P]"
        let text = environmentTemplate(
            "!Join ['', [\(repeatElement("!Select [0, \(piece)]", count: 2_000).joined(separator: ", "))]]",
            before: "Parameters: { P: { Type: String } }")
        let value = String(repeating: ",", count: 4_000)
        let error = #expect(throws: TemplateError.self) { try stack(text, ["P": value]) }
        #expect(error?.problem == "too many values come out of the template")
    }
}
