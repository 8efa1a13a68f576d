import DynamoDB
import JSON
import Testbed
import Testing

@Suite("Attribute values on the wire")
struct AttributeValueTests {
    /// A value and its form on the wire.
    struct Sample: CustomTestStringConvertible, Sendable {
        let value: AttributeValue
        let wire: String

        var testDescription: String { wire }
    }

    static let samples = [
        Sample(value: "Ada", wire: #"{"S":"Ada"}"#),
        Sample(value: "", wire: #"{"S":""}"#),
        Sample(value: "a \"b\" \\ \n é 🎓", wire: #"{"S":"a \"b\" \\ \n é 🎓"}"#),
        Sample(value: 42, wire: #"{"N":"42"}"#),
        Sample(value: .number(Int.min), wire: #"{"N":"-9223372036854775808"}"#),
        Sample(
            value: exactly("-12345678901234567890123456789012345678"),
            wire: #"{"N":"-12345678901234567890123456789012345678"}"#),
        Sample(
            value: exactly("9.9999999999999999999999999999999999999E+125"),
            wire: #"{"N":"9.9999999999999999999999999999999999999E+125"}"#),
        Sample(value: exactly("1e-130"), wire: #"{"N":"1e-130"}"#),
        Sample(value: exactly("0.10"), wire: #"{"N":"0.10"}"#),
        Sample(value: .binary([]), wire: #"{"B":""}"#),
        Sample(value: .binary([0, 0xFF, 0xFE]), wire: #"{"B":"AP/+"}"#),
        Sample(value: .binary([1]), wire: #"{"B":"AQ=="}"#),
        Sample(value: true, wire: #"{"BOOL":true}"#),
        Sample(value: false, wire: #"{"BOOL":false}"#),
        Sample(value: .null, wire: #"{"NULL":true}"#),
        Sample(value: [], wire: #"{"L":[]}"#),
        Sample(value: ["a", 1, [.null]], wire: #"{"L":[{"S":"a"},{"N":"1"},{"L":[{"NULL":true}]}]}"#),
        Sample(value: [:], wire: #"{"M":{}}"#),
        Sample(
            value: ["b": ["d": false], "a": "", "": 1],
            wire: #"{"M":{"":{"N":"1"},"a":{"S":""},"b":{"M":{"d":{"BOOL":false}}}}}"#),
        Sample(value: .stringSet(["b", "", "a", "B"]), wire: #"{"SS":["","B","a","b"]}"#),
        Sample(value: .numberSet([.init(10), .init(9), .init(-1)]), wire: #"{"NS":["-1","10","9"]}"#),
        Sample(value: .binarySet([[2], [1, 2], []]), wire: #"{"BS":["","AQI=","Ag=="]}"#),
    ]

    @Test("every type is written as the service has it, sets and maps in order", arguments: samples)
    func writes(_ sample: Sample) throws {
        let rig = try Rig((200, "{}"))
        try rig.table.put(["v": sample.value])
        #expect(
            rig.sent == [#"PutItem {"TableName":"education","Item":{"v":\#(sample.wire)},"ReturnValues":"ALL_OLD"}"#])
    }

    @Test("every type is read as it was written", arguments: samples)
    func reads(_ sample: Sample) throws {
        let rig = try Rig((200, #"{"Item":{"v":\#(sample.wire)}}"#))
        #expect(try rig.table.get(ada) == ["v": sample.value])
    }

    @Test("nesting as deep as the service allows comes back as it was")
    func nesting() throws {
        let deep = (0..<32).reduce(AttributeValue.string("bottom")) { value, level in
            level.isMultiple(of: 2) ? .list([value]) : .map(["m": value])
        }
        let rig = try Rig((200, "{}"), (200, "{}"))
        try rig.table.put(["v": deep])
        let written = try #require(rig.sent.first?.dropFirst(#"PutItem {"TableName":"education","Item":"#.count))
        let wire = written.dropLast(#","ReturnValues":"ALL_OLD"}"#.count)
        let reader = try Rig((200, #"{"Item":\#(wire)}"#))
        #expect(try reader.table.get(ada) == ["v": deep])
    }

    @Test(
        "what is no value makes an answer unreadable, and says where",
        arguments: [
            (#""text""#, "Item.v: expected one typed value"),
            ("null", "Item.v: expected one typed value"),
            ("[]", "Item.v: expected one typed value"),
            ("{}", "Item.v: expected one typed value"),
            (#"{"S":"a","N":"1"}"#, "Item.v: expected one typed value"),
            (#"{"X":"a"}"#, "Item.v: is of an unknown type"),
            (#"{"s":"a"}"#, "Item.v: is of an unknown type"),
            (#"{"S":1}"#, "Item.v.S: expected a string"),
            (#"{"S":null}"#, "Item.v.S: expected a string"),
            (#"{"N":1}"#, "Item.v.N: expected a string"),
            (#"{"N":"NaN"}"#, "Item.v.N: expected a number"),
            (#"{"N":"Infinity"}"#, "Item.v.N: expected a number"),
            (#"{"N":""}"#, "Item.v.N: expected a number"),
            (#"{"N":"0x10"}"#, "Item.v.N: expected a number"),
            (#"{"N":" 1"}"#, "Item.v.N: expected a number"),
            (#"{"B":"A"}"#, "Item.v.B: expected base64"),
            (#"{"B":"!!!!"}"#, "Item.v.B: expected base64"),
            (#"{"BOOL":"true"}"#, "Item.v.BOOL: expected true or false"),
            (#"{"NULL":false}"#, "Item.v.NULL: expected true"),
            (#"{"NULL":null}"#, "Item.v.NULL: expected true or false"),
            (#"{"L":{}}"#, "Item.v.L: expected an array"),
            (#"{"L":[{"S":"a"},{}]}"#, "Item.v.L[1]: expected one typed value"),
            (#"{"M":[]}"#, "Item.v.M: expected an object"),
            (#"{"M":{"a":{"Q":1}}}"#, "Item.v.M.a: is of an unknown type"),
            (#"{"SS":"a"}"#, "Item.v.SS: expected an array"),
            (#"{"SS":["a",1]}"#, "Item.v.SS[1]: expected a string"),
            (#"{"NS":["1","x"]}"#, "Item.v.NS[1]: expected a number"),
            (#"{"BS":["AQ==","?"]}"#, "Item.v.BS[1]: expected base64"),
        ])
    func hostile(wire: String, problem: String) throws {
        let rig = try Rig((200, #"{"Item":{"v":\#(wire)}}"#))
        #expect(throws: DynamoDBError.unreadableAnswer(detail: problem)) { try rig.table.get(ada) }
    }

    @Test("an answer nested beyond reason is unreadable")
    func depth() throws {
        let depth = 100_000
        let wire = String(repeating: #"{"L":["#, count: depth) + String(repeating: "]}", count: depth)
        let answer = Rig.answer(status: 200, body: #"{"Item":{"v":\#(wire)}}"#)
        let rig = try Rig(ReplayTransport([answer]), retries: RetryPolicy(tries: 1))
        #expect { try rig.table.get(ada) } throws: { error in
            if case DynamoDBError.unreadableAnswer = error { true } else { false }
        }
    }

    @Test("numbers are equal when their texts are: a table keeps 1.0 as 1, and a set with both is a mistake")
    func numbers() {
        #expect(AttributeValue.number(1) != exactly("1.0"))
        #expect(exactly("1.0").int == 1)
        #expect(exactly("1.5").int == nil)
    }

    @Test("accessors answer for their own type alone")
    func accessors() {
        let all = Self.samples.map(\.value)
        #expect(all.compactMap(\.string) == ["Ada", "", "a \"b\" \\ \n é 🎓"])
        #expect(all.compactMap(\.int) == [42, .min])
        #expect(all.compactMap(\.bool) == [true, false])
        #expect(all.compactMap(\.list) == [[], ["a", 1, [.null]]])
        #expect(all.compactMap(\.map) == [[:], ["b": ["d": false], "a": "", "": 1]])
        #expect(all.compactMap(\.number).count == 6)
    }
}

/// Returns a number exactly as written.
func exactly(_ text: String) -> AttributeValue {
    JSONNumber(text).map(AttributeValue.number) ?? .null
}
