import JSON
import Testing

@testable import Template

@Suite("the tree of a template, beside SAM's own")
struct TreeTests {
    private static func tree(_ text: String) throws -> JSONValue {
        try Composer.tree(of: Array(text.utf8)).json
    }

    @Test("the project's own template is the same tree")
    func projectsOwn() throws {
        let text = String(decoding: try projectTemplate(), as: UTF8.self)
        #expect(try judged("tree", [text]) == [Self.tree(text)])
    }

    @Test("tags, texts, anchors and what looks like a number are the same")
    func samples() throws {
        let theirs = try judged("tree", Self.documents)
        #expect(theirs.count == Self.documents.count)
        for (text, theirs) in zip(Self.documents, theirs) {
            let ours = try Self.tree(text)
            #expect(ours == theirs, "\(text)")
        }
    }

    @Test("plain texts are read by YAML 1.1, as SAM reads them")
    func scalars() throws {
        let documents = Self.plainTexts.map { "a: \($0)" }
        let theirs = try judged("tree", documents)
        for (text, theirs) in zip(Self.plainTexts, theirs) {
            let ours = try Self.tree("a: \(text)")
            let isSameNumber = ours["a"]?.number.map { $0.double == theirs["a"]?.number?.double } ?? false
            #expect(ours == theirs || isSameNumber, "\(text)")
        }
    }

    private static let documents = [
        "a: !Ref B", "a: !GetAtt B.C.D", "a: !GetAtt [B, C]", "a: !Sub '${A}'", "a: !Sub ['${A}', { A: !Ref B }]",
        "a: !If [C, !Ref B, !Ref AWS::NoValue]", "a: !Join ['', [a, !Ref B]]", "a: !Condition C", "a: !Equals [1, '1']",
        "a: !Not [!Condition C]", "a: !FindInMap [M, !Ref AWS::Region, k]", "a: !Split [',', !Ref L]", "a: !Base64 x",
        "a: !Ref 123", "a: !Sub yes", "a: { 'Fn::GetAtt': [B, C] }", "a: { Ref: B }", "a: !Select [0, [x]]",
        "a: |\n  x\n  y\n", "a: >-\n  x\n  y\n", "a: 'it''s'", "a: \"\\u00e9\\n\"", "a: &x [1, 2]\nb: *x",
        "a: &x { k: v }\nb: [*x, *x]", "[]", "{}", "- 1\n- [2, {a: b}]\n-\n", "text", "a:\n- b\n- c", "\"a b\": ü😀",
        "{\"a\": [1, true, null, \"x\"]}", "a: ! 12", "a: !!str 12", "# only\na: 1 # and\n",
        "---\na: 1\n...\n",
    ]

    private static let plainTexts = [
        "yes", "No", "ON", "off", "true", "FALSE", "yEs", "y", "n", "~", "null", "NULL", "nUll", "''", "1", "-1", "+1",
        "0",
        "00", "010", "08", "0o10", "0x1F", "0xg", "0b101", "0b2", "1_000", "_1", "1_", "1:30", "01:30", "1:60",
        "190:20:30",
        "1.5", ".5", "5.", "-.5", "1e3", "1.0e3", "1.0e+3", "1.5e-3", "1.e+3", "e3", ".", "+", "1.2.3", "2012-10-17",
        "2001-01-01T00:00:00Z", "192.168.0.1", "1_0.5", "--1", "0x", "0b", "12abc", "-0", "9223372036854775807",
        "-9223372036854775808", "0.1", "1.10", "000000000000", "123456789012", "+-1", "0x-1", "1__0", "0_7",
    ]
}
