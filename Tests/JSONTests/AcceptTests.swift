import JSON
import Testing

@Suite("Documents that are JSON")
struct AcceptTests {
    /// Documents, and their rewritten form: without white space or needless escapes, with sorted keys.
    static let documents: [(String, String)] = [
        // Words and white space
        ("null", "null"), ("true", "true"), ("false", "false"), (" \t\n\rnull \t\n\r", "null"),
        // Numbers, kept exactly
        ("0", "0"), ("-0", "-0"), ("-1", "-1"), ("10", "10"), ("123456789", "123456789"), ("0.0", "0.0"),
        ("0.10", "0.10"), ("-0.5", "-0.5"), ("1e5", "1e5"), ("1E5", "1E5"), ("1e+5", "1e+5"), ("1e-5", "1e-5"),
        ("0e0", "0e0"), ("0e+00", "0e+00"), ("1.5e007", "1.5e007"), ("1E400", "1E400"), ("-1e-400", "-1e-400"),
        ("12345678901234567890", "12345678901234567890"), ("1e99999999999999999999", "1e99999999999999999999"),
        ("0.1234567890123456789012345678901234567890", "0.1234567890123456789012345678901234567890"),
        // Strings
        (#""""#, #""""#), (#""a""#, #""a""#), (#"" ""#, #"" ""#), (#""/""#, #""/""#), (#""\/""#, #""/""#),
        (#""\"\\\b\f\n\r\t""#, #""\"\\\b\f\n\r\t""#),
        (#""\u0022\u005C\u0008\u000c\u000A\u000D\u0009""#, #""\"\\\b\f\n\r\t""#),
        (#""\u0000\u001f\u007f""#, #""\u0000\u001f"# + "\u{7F}\""), (#""\u0041\u006a""#, #""Aj""#),
        (#""\u00e9\u20AC\uFFFF""#, "\"é€\u{FFFF}\""), (#""\ud83d\ude00""#, #""😀""#),
        (#""\uD800\uDC00\uDBFF\uDFFF""#, "\"\u{10000}\u{10FFFF}\""),
        (
            "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"",
            "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\""
        ),
        ("\"\u{2028}\u{2029}\u{FEFF}\"", "\"\u{2028}\u{2029}\u{FEFF}\""), (#""\\u0041""#, #""\\u0041""#),
        (
            #""a longer text, past the first eight bytes\nand on""#,
            #""a longer text, past the first eight bytes\nand on""#
        ),
        (#""\\\\\\\\\"""#, #""\\\\\\\\\"""#), (#""[1,{\"a\":2}]""#, #""[1,{\"a\":2}]""#),
        // Arrays
        ("[]", "[]"), ("[ ]", "[]"), ("[[]]", "[[]]"), ("[[],[[]]]", "[[],[[]]]"), ("[1]", "[1]"),
        ("[ 1 , 2 ]", "[1,2]"),
        ("[null,true,false,0,\"\",[],{}]", "[null,true,false,0,\"\",[],{}]"), ("[\n1\r,\t2 ]\n", "[1,2]"),
        // Objects
        ("{}", "{}"), ("{ }", "{}"), (#"{"a":1}"#, #"{"a":1}"#), (#" { "a" : 1 , "b" : [ ] } "#, #"{"a":1,"b":[]}"#),
        (#"{"b":1,"a":2}"#, #"{"a":2,"b":1}"#), (#"{"":0}"#, #"{"":0}"#),
        (#"{"a":{"a":{"a":{}}}}"#, #"{"a":{"a":{"a":{}}}}"#),
        (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"a":1,"\u0061":2}"#, #"{"a":2}"#),
        (#"{"a":[1],"b":0,"a":{}}"#, #"{"a":{},"b":0}"#),
        (#"{"\n\u0000":"x"}"#, #"{"\n\u0000":"x"}"#), (#"{"é":1,"z":2}"#, #"{"z":2,"é":1}"#),
        (#"{"a\"":{"b":null}}"#, #"{"a\"":{"b":null}}"#),
    ]

    @Test("a document is read and written again without loss", arguments: documents)
    func rewrites(document: String, rewritten: String) throws {
        let value = try JSONValue(parsing: bytes(document))
        #expect(text(value.json()) == rewritten)
        #expect(try JSONValue(parsing: value.json()) == value)
    }

    @Test("512 arrays or objects in one another are accepted")
    func deepDocuments() throws {
        let arrays = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try text(JSONValue(parsing: bytes(arrays)).json()) == arrays)
        let objects = String(repeating: #"{"a":"#, count: 512) + "0" + String(repeating: "}", count: 512)
        #expect(try text(JSONValue(parsing: bytes(objects)).json()) == objects)
    }

    @Test("a higher limit lets nodes be read at any depth")
    func deeperDocuments() throws {
        let depth = 200_000
        let document = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        var node: JSONNode? = try JSONDocument(parsing: bytes(document), maximumDepth: depth).root
        var seen = 0
        while let array = node?.array {
            seen += 1
            node = array.first
        }
        #expect(seen == depth)
    }
}
