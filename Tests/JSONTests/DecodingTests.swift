import JSON
import Testing

@Suite("Decoding Swift types")
struct DecodingTests {
    struct Meetup: Codable, Equatable {
        struct Schedule: Codable, Equatable {
            var hour: Int8
            var days: [String]
        }

        enum Status: String, Codable {
            case open, full
        }

        var title: String
        var status: Status
        var schedule: Schedule
        var seats: Int?
        var host: String?
        var online: Bool?
        var price: Double?
        var labels: [String: String]?
        var sessions: [Schedule]?
        var anything: JSONValue?
        var exact: JSONNumber?
    }

    static let minimal = #""title":"t","status":"open","schedule":{"hour":19,"days":["Mon"]}"#

    @Test("every member is read, and what is null or missing is nil")
    func wholeValue() throws {
        let document = #"""
            {\#(Self.minimal),"seats":4e1,"host":null,"online":true,"price":0.5,"labels":{"a":"b"},
             "sessions":[{"hour":1,"days":[]}],"anything":[1.50,{"x":null}],"exact":0.10,"unknown":[[[]]]}
            """#
        let meetup = try decodeJSON(Meetup.self, from: bytes(document))
        #expect(
            meetup
                == Meetup(
                    title: "t", status: .open, schedule: .init(hour: 19, days: ["Mon"]), seats: 40, host: nil,
                    online: true, price: 0.5,
                    labels: ["a": "b"], sessions: [.init(hour: 1, days: [])],
                    anything: [.number(try #require(JSONNumber("1.50"))), ["x": nil]], exact: JSONNumber("0.10")))
    }

    /// Members that follow or replace the required ones, and the resulting error.
    static let failures: [(String, String)] = [
        ("[]", "expected an object"),
        ("null", "expected an object"),
        ("{}", "title: is missing"),
        (#"{"title":null}"#, "title: expected a string"),
        (#"{"title":5}"#, "title: expected a string"),
        (#"{"title":"t"}"#, "status: is missing"),
        (#"{"title":"t","status":"secret"}"#, "status: is not an accepted value"),
        (#"{"title":"t","status":1}"#, "status: expected a string"),
        (#"{"title":"t","status":"open","schedule":7}"#, "schedule: expected an object"),
        (#"{"title":"t","status":"open","schedule":{}}"#, "schedule.hour: is missing"),
        (#"{"title":"t","status":"open","schedule":{"hour":"1"}}"#, "schedule.hour: expected an integer"),
        (#"{"title":"t","status":"open","schedule":{"hour":1.5}}"#, "schedule.hour: expected an integer"),
        (#"{"title":"t","status":"open","schedule":{"hour":128}}"#, "schedule.hour: is out of range for Int8"),
        (#"{"title":"t","status":"open","schedule":{"hour":1,"days":{}}}"#, "schedule.days: expected an array"),
        (
            #"{"title":"t","status":"open","schedule":{"hour":1,"days":["a",null]}}"#,
            "schedule.days[1]: expected a string"
        ),
        ("{\(minimal),\"seats\":1e99}", "seats: is out of range for Int"),
        ("{\(minimal),\"online\":\"true\"}", "online: expected true or false"),
        ("{\(minimal),\"online\":1}", "online: expected true or false"),
        ("{\(minimal),\"price\":\"1\"}", "price: expected a number"),
        ("{\(minimal),\"price\":1E400}", "price: is out of range for Double"),
        ("{\(minimal),\"labels\":{\"a\":\"\",\"b\":1}}", "labels.b: expected a string"),
        ("{\(minimal),\"labels\":\"x\"}", "labels: expected an object"),
        ("{\(minimal),\"exact\":\"1\"}", "exact: expected a number"),
        ("{\(minimal),\"sessions\":[{\"hour\":1,\"days\":[]},{\"hour\":2}]}", "sessions[1].days: is missing"),
        ("{\(minimal),\"sessions\":[3]}", "sessions[0]: expected an object"),
        ("{\(minimal),}", "not JSON: unexpected character at byte 67"),
    ]

    @Test("what does not fit is refused with its path and the problem", arguments: failures)
    func failure(document: String, description: String) {
        let error = #expect(throws: JSONError.self) { try decodeJSON(Meetup.self, from: bytes(document)) }
        #expect(error?.description == description)
    }

    @Test("a node's errors have the path from the root of its document")
    func nodePath() throws {
        let document = try node(#"{"items":[{"a":1},{"a":{"hour":1,"days":[2]}}]}"#)
        let item = try #require(document["items"]?.elements.dropFirst().first)
        #expect(throws: JSONError(path: "items[1].a.days[0]", problem: "expected a string")) {
            try item.decode([String: Meetup.Schedule].self)
        }
        #expect(throws: JSONError(path: "items[1].a[0]", problem: "expected an object")) {
            _ = try node(#"{"items":[0,{"a":[1]}]}"#)["items"]?.elements.dropFirst().first?["a"]?.decode(
                [Meetup.Schedule].self)
        }
    }

    @Test("integers of every size take their extremes and refuse what is beyond them")
    func integers() throws {
        func check<Integer: FixedWidthInteger & Codable>(_ type: Integer.Type) throws {
            for value in [Integer.min, 0, Integer.max] {
                #expect(try decodeJSON([Integer].self, from: bytes("[\(value)]")) == [value])
                #expect(try decodeJSON(Box<Integer>.self, from: bytes("{\"value\":\(value)}")) == Box(value: value))
                #expect(try text(encodeJSON(Box(value: value))) == "{\"value\":\(value)}")
            }
            for beyond in ["\(Integer.max)0", Integer.min == 0 ? "-1" : "\(Integer.min)0"] {
                #expect(throws: JSONError(path: "[0]", problem: "is out of range for \(type)")) {
                    try decodeJSON([Integer].self, from: bytes("[\(beyond)]"))
                }
            }
        }
        try check(Int.self)
        try check(Int8.self)
        try check(Int16.self)
        try check(Int32.self)
        try check(Int64.self)
        try check(Int128.self)
        try check(UInt.self)
        try check(UInt8.self)
        try check(UInt16.self)
        try check(UInt32.self)
        try check(UInt64.self)
        try check(UInt128.self)
    }

    struct Box<Value: Codable & Equatable>: Codable, Equatable {
        var value: Value
    }

    @Test("a value need not be an object")
    func fragments() throws {
        #expect(try decodeJSON(from: bytes("5")) == 5)
        #expect(try decodeJSON(Float.self, from: bytes("0.1")) == 0.1)
        #expect(try decodeJSON(String?.self, from: bytes("null")) == nil)
        #expect(try decodeJSON([Int?].self, from: bytes("[1,null]")) == [1, nil])
        #expect(try decodeJSON([Int: Bool].self, from: bytes(#"{"1":true,"-2":false}"#)) == [1: true, -2: false])
        #expect(try decodeJSON(Set<String>.self, from: bytes(#"["a","a"]"#)) == ["a"])
        #expect(throws: JSONError(problem: "is out of range for Float")) {
            try decodeJSON(Float.self, from: bytes("1e39"))
        }
        #expect(throws: JSONError.self) { try decodeJSON([Int: Bool].self, from: bytes(#"{"secret":true}"#)) }
    }

    struct Price: Codable, Equatable {
        var cents: Int

        init(cents: Int) { self.cents = cents }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            cents = try container.decode(Int.self)
            if cents == 13 { throw JSONError(problem: "must not be unlucky") }
            if cents == 14 { throw JSONError(path: "half", problem: "must not be unlucky") }
            if cents == 15 { _ = try JSONDocument(parsing: [1]) }
            if cents == 16 { throw CancellationError() }
            guard cents >= 0 else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "must not be negative")
            }
        }
    }

    @Test(
        "a type's own error gets the path, and an unknown one says nothing",
        arguments: [
            (-1, JSONError(path: "value[0]", problem: "must not be negative")),
            (13, JSONError(path: "value[0]", problem: "must not be unlucky")),
            (14, JSONError(path: "value[0].half", problem: "must not be unlucky")),
            (15, JSONError(path: "value[0]", problem: "not JSON: unexpected character at byte 0")),
            (16, JSONError(path: "value[0]", problem: "is not valid")),
        ])
    func ownErrors(cents: Int, error: JSONError) {
        #expect(throws: error) { try decodeJSON(Box<[Price]>.self, from: bytes("{\"value\":[\(cents)]}")) }
    }

    @Test("messages of the standard library that quote the value are left out")
    func quotedValues() {
        #expect(throws: JSONError(problem: "is not an accepted value")) {
            try decodeJSON(ClosedRange<Int>.self, from: bytes("[777,3]"))
        }
        #expect(throws: JSONError(problem: "is not an accepted value")) {
            try decodeJSON(Float16.self, from: bytes("77777"))
        }
        #expect(throws: JSONError(path: "[0]", problem: "is not an accepted value")) {
            try decodeJSON([Meetup.Status].self, from: bytes(#"["hunter2"]"#))
        }
    }
}
