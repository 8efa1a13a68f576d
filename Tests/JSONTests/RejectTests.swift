import JSON
import Testing

@Suite("Documents that are not JSON")
struct RejectTests {
    /// Documents, and the offset of their unexpected character.
    static let unexpectedCharacters: [(String, Int)] = [
        // Words
        ("nul1", 3), ("Null", 0), ("NULL", 0), ("True", 0), ("TRUE", 0), ("truee", 4), ("nullnull", 4),
        ("undefined", 0),
        ("NaN", 0), ("nan", 1), ("Infinity", 0), ("-Infinity", 1), ("inf", 0), ("'a'", 0), ("a", 0), ("*", 0),
        // Numbers
        ("01", 1), ("-01", 2), ("00", 1), ("+1", 0), ("--1", 1), (".5", 0), ("-.5", 1), ("[1.]", 3), ("[1.e5]", 3),
        ("[1e]", 3), ("[1e+]", 4), ("[1e1.5]", 4), ("[1.5.5]", 4), ("[1e1e1]", 4), ("0x10", 1), ("1_000", 1), ("1a", 1),
        ("[- 1]", 2), ("1 2", 2), ("[1 000]", 3), ("[0e]", 3), ("1,2", 1), ("[１]", 1), ("1L", 1), ("[-]", 2),
        ("[-a]", 2),
        // Strings
        (#""\a""#, 2), (#""\x41""#, 2), (#""\'""#, 2), (#""\U0041""#, 2), (#""\0""#, 2), (#""\ ""#, 2), ("\"\\\n\"", 2),
        ("\"\\é\"", 2),
        (#""\u004""#, 6), (#""\u00G0""#, 5), (#""\u""#, 3), (#""\u+041""#, 3), (#""\u 041""#, 3), (#""a"b"#, 3),
        (#""a""b""#, 3),
        (#""\ud800\u00""#, 11), (#""\ud800\udc0g""#, 12),
        // Arrays
        ("]", 0), ("[,]", 1), ("[1,]", 3), ("[,1]", 1), ("[1,,2]", 3), ("[1 2]", 3), ("[1]]", 3), ("[1}", 2),
        ("[1:2]", 2),
        ("[1;2]", 2), ("(1)", 0), ("[a]", 1), ("[][]", 2), ("[\"a\" \"b\"]", 5), ("[1,\n]", 4), ("[1]x", 3),
        ("[1],", 3), ("[\"\",]", 4),
        // Objects
        ("}", 0), ("{,}", 1), (#"{"a":1,}"#, 7), (#"{"a"}"#, 4), (#"{"a":}"#, 5), (#"{:1}"#, 1), (#"{"a" 1}"#, 5),
        (#"{"a"::1}"#, 5), (#"{"a":1,,"b":2}"#, 7), (#"{"a":1 "b":2}"#, 7), (#"{a:1}"#, 1), (#"{1:1}"#, 1),
        (#"{'a':1}"#, 1),
        (#"{null:1}"#, 1), (#"{[]:1}"#, 1), (#"{"a":1]"#, 6), (#"{"a":1}}"#, 7), (#"{"a","b"}"#, 4),
        (#"{"a":1;"b":2}"#, 6),
        (#"{"a"=1}"#, 4), (#"{"a":"b":"c"}"#, 8), ("{}{}", 2), ("{true}", 1), (#"{"a":1,"b"}"#, 10),
        // Comments, and characters that are not JSON's white space
        ("//x\n1", 0), ("/**/1", 0), ("1/**/", 1), ("[1,/*a*/2]", 3), (#"{"a":1}//"#, 7), ("#\n1", 0), ("\u{0C}1", 0),
        ("\u{0B}1", 0),
        ("[\u{0C}]", 1), ("\u{A0}1", 0), ("1\u{A0}", 1), ("\u{2028}1", 0), ("\u{0}", 0), ("1\u{0}", 1), ("[1\u{0}]", 2),
        ("\u{FEFF}1", 0), ("\u{FEFF}", 0),
        ("<x/>", 0), ("\u{1}", 0),
    ]

    @Test("an unexpected character is refused where it stands", arguments: unexpectedCharacters)
    func unexpectedCharacter(document: String, offset: Int) {
        #expect(refusal(bytes(document)) == "not JSON: unexpected character at byte \(offset)")
    }

    /// Documents that end too early.
    static let unfinished = [
        "", " ", "\n\t", "t", "tru", "nul", "fals", "-", "1.", "1e", "1e-", "-0.", "\"", "\"a", "\"\\", "\"\\u",
        "\"\\u00", "\"\\ud800\\u",
        "\"\\ud800\\udc0", "\"é", "[", "[1", "[1,", "[[]", "[\"", "{", "{ ", "{\"", "{\"a", "{\"a\"", "{\"a\":",
        "{\"a\":1", "{\"a\":1,", "{\"a\":[", "[{",
        "[null", "[nul", "\"12345678", "\"1234567890\\\"",
    ]

    @Test("a document that stops too early is refused at its end", arguments: unfinished)
    func unexpectedEnd(document: String) {
        #expect(refusal(bytes(document)) == "not JSON: unexpected end at byte \(document.utf8.count)")
    }

    @Test("every control character in a string is refused", arguments: UInt8(0)...0x1F)
    func controlCharacter(byte: UInt8) {
        #expect(refusal(bytes("\"ab") + [byte, 0x22]) == "not JSON: control character in a string at byte 3")
        let late = bytes("\"" + String(repeating: "x", count: 20))
        #expect(refusal(late + [byte, 0x22]) == "not JSON: control character in a string at byte 21")
    }

    @Test(
        "half a surrogate pair is refused",
        arguments: [
            #""\ud800""#, #""\udc00""#, #""\uDBFF""#, #""\uDFFF""#, #""\ud800a""#, #""\ud800\n""#, #""\ud800\u0041""#,
            #""\ud800\ud800""#,
            #""\udc00\ud800""#, #""\ud800 \udc00""#, #""\ud800\\udc00""#, #""\udc00\udc00""#,
        ])
    func loneSurrogate(document: String) {
        #expect(refusal(bytes(document)) == "not JSON: lone surrogate at byte 1")
    }

    /// Byte sequences that are not UTF-8.
    static let invalidSequences: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC2, 0xC2],
        [0xE0, 0x80, 0x80],
        [0xE0, 0x9F, 0xBF], [0xE0, 0xA0], [0xE1, 0x80], [0xE1, 0x41, 0x80], [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80], [0xEF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80], [0xF1, 0x80, 0x80, 0x41], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xF7, 0xBF, 0xBF, 0xBF], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0xFF, 0xFE],
    ]

    @Test("what is not UTF-8 is refused in values, in keys, and at the end", arguments: invalidSequences)
    func invalidUTF8(sequence: [UInt8]) {
        #expect(refusal([0x22] + sequence + [0x22]) == "not JSON: invalid UTF-8 at byte 1")
        #expect(refusal(bytes("{\"a") + sequence + bytes("\":1}")) == "not JSON: invalid UTF-8 at byte 3")
        #expect(refusal(bytes("\"12345678") + sequence) == "not JSON: invalid UTF-8 at byte 9")
        #expect(refusal(sequence) == "not JSON: unexpected character at byte 0")
    }

    @Test("other encodings and byte order marks are refused")
    func otherEncodings() {
        #expect(refusal([0xEF, 0xBB, 0xBF, 0x5B, 0x5D]) == "not JSON: unexpected character at byte 0")
        #expect(refusal([0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00]) == "not JSON: unexpected character at byte 0")
        #expect(refusal([0x00, 0x5B, 0x00, 0x5D]) == "not JSON: unexpected character at byte 0")
        #expect(refusal([0x5B, 0x00, 0x5D, 0x00]) == "not JSON: unexpected character at byte 1")
    }

    @Test("a document that is nested too deeply is refused where it gets too deep, however long it is")
    func tooDeep() {
        let tooDeep = "not JSON: nested too deeply at byte 512"
        #expect(refusal([UInt8](repeating: UInt8(ascii: "["), count: 513)) == tooDeep)
        #expect(refusal([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) == tooDeep)
        let objects = bytes(String(repeating: "{\"\":", count: 250_000))
        #expect(refusal(objects) == "not JSON: nested too deeply at byte 2048")
        #expect(refusal(bytes("[[]]"), maximumDepth: 1) == "not JSON: nested too deeply at byte 1")
        #expect(refusal(bytes("0"), maximumDepth: 0) == "accepted")
    }

    @Test("every beginning of a document is refused, and so is the document with something after it")
    func beginnings() {
        let document = bytes(#"{"a":[1.5e-3,true,null,"é\ud83d\ude00\n"],"b":{}}"#)
        for end in document.indices {
            #expect(refusal(Array(document[..<end])) != "accepted", "cut at \(end)")
        }
        #expect(refusal(document) == "accepted")
        #expect(refusal(document + [0]) == "not JSON: unexpected character at byte \(document.count)")
    }

    private func refusal(_ document: [UInt8], maximumDepth: Int = 512) -> String {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: document, maximumDepth: maximumDepth)
            return "accepted"
        } catch {
            return error.description
        }
    }
}
