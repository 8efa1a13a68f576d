import JSON
import Testing

@Suite("Writing")
struct WriterTests {
    @Test("the writer puts in the commas")
    func commas() {
        var writer = JSONWriter(capacity: 64)
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.integer(1)
        writer.beginArray()
        writer.endArray()
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.bool(true)
        writer.endArray()
        writer.key("b")
        writer.string(utf8: bytes("é"))
        writer.key("c")
        writer.number(JSONNumber(UInt64.max))
        writer.endObject()
        #expect(text(writer.bytes) == #"{"a":[1,[],null,{},true],"b":"é","c":18446744073709551615}"#)
    }

    @Test("closures and members write the same")
    func closures() {
        var writer = JSONWriter()
        writer.object { answer in
            answer.member("text", "x")
            answer.member("int", 5)
            answer.member("bool", false)
            answer.member("number", JSONNumber(-1))
            answer.member("value", ["b": [1.5, nil], "a": [:]] as JSONValue)
            answer.object("object") { $0.member("k", "v") }
            answer.array("array") { array in
                array.array { $0.bool(true) }
                array.object { _ in }
                array.value("last")
            }
        }
        #expect(
            text(writer.bytes)
                == #"{"text":"x","int":5,"bool":false,"number":-1,"value":{"a":{},"b":[1.5,null]},"object":{"k":"v"},"array":[[true],{},"last"]}"#
        )
    }

    @Test("a closure's error comes through")
    func closureThrows() {
        var writer = JSONWriter()
        #expect(throws: JSONError(problem: "no")) {
            try writer.object { _ in throw JSONError(problem: "no") }
        }
    }

    @Test("only quotes, backslashes and control characters are escaped")
    func escapes() throws {
        for scalar in (0..<0x300).compactMap(Unicode.Scalar.init) {
            for padding in ["", "1234567", "123456789"] {
                let string = padding + String(scalar) + padding
                let written = JSONValue.string(string).json()
                #expect(written == bytes("\"\(padding)\(expectedEscape(scalar))\(padding)\""))
                #expect(try JSONValue(parsing: written) == .string(string))
            }
        }
    }

    private func expectedEscape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": #"\""#
        case "\\": #"\\"#
        case "\n": #"\n"#
        case "\r": #"\r"#
        case "\t": #"\t"#
        case "\u{8}": #"\b"#
        case "\u{C}": #"\f"#
        case "\0"..."\u{F}": #"\u000"# + String(scalar.value, radix: 16)
        case "\u{10}"..."\u{1F}": #"\u00"# + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }

    @Test(
        "Bytes make the same strings and keys as the string that they spell",
        arguments: ["", "plain", "eight by", "a quote \"", "back\\slash", "new\nline", "\u{1F}", "é", "long, then ✓"])
    func writesBytesAsStrings(_ text: String) {
        var spelt = JSONWriter()
        var given = JSONWriter()
        spelt.object { $0.member(text, text) }
        given.object { writer in
            writer.key(utf8: Array(text.utf8))
            writer.string(utf8: Array(text.utf8))
        }
        #expect(given.bytes == spelt.bytes)
    }

    @Test("bytes that are not UTF-8 are written as replacement characters")
    func repairs() {
        var writer = JSONWriter()
        writer.string(utf8: [0x61, 0xFF, 0x62])
        #expect(text(writer.bytes) == "\"a\u{FFFD}b\"")
    }

    @Test("literals make values")
    func literals() {
        let value: JSONValue = [
            "null": nil, "bool": true, "int": 1, "double": 0.5, "string": "s", "array": [], "same": 1, "same": 2,
        ]
        #expect(
            value
                == .object([
                    "null": .null, "bool": .bool(true), "int": .number(JSONNumber(1)),
                    "double": JSONNumber(0.5).map(JSONValue.number) ?? .null,
                    "string": .string("s"), "array": .array([]), "same": .number(JSONNumber(2)),
                ]))
        #expect(value["string"]?.string == "s" && value["int"]?.int == 1 && value["bool"]?.bool == true)
        #expect(
            value["null"]?.isNull == true && value["array"]?.array == [] && value["x"] == nil
                && value.object?.count == 7)
    }
}
