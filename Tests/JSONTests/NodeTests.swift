import JSON
import Testing

@Suite("Nodes")
struct NodeTests {
    static let meetup = #"""
        {"title":"Caf\u00e9","seats":40,"online":false,"host":null,"tags":["a","b"],
         "schedule":{"hour":19,"zone":"Europe/Berlin","days":[{"name":"Mon"},{"name":7}]}}
        """#

    @Test("a member is read as what it is, and as nothing else")
    func leaves() throws {
        let meetup = try node(Self.meetup)
        #expect(meetup["title"]?.string == "Café")
        #expect(meetup["title"]?.utf8 == bytes("Café"))
        #expect(meetup["seats"]?.int == 40)
        #expect(meetup["seats"]?.number == JSONNumber(40))
        #expect(meetup["online"]?.bool == false)
        #expect(meetup["host"]?.isNull == true)
        #expect(meetup["tags"]?.elements.map(\.string) == ["a", "b"])
        #expect(meetup["schedule"]?.members.map(\.key) == ["hour", "zone", "days"])
        #expect(meetup.members.map(\.value.kind) == [.string, .number, .bool, .null, .array, .object])

        let title = try #require(meetup["title"])
        #expect(
            title.int == nil && title.bool == nil && title.number == nil && title.array == nil && title.object == nil)
        #expect(!title.isNull && title.elements.isEmpty && title.members.map(\.key).isEmpty && title["x"] == nil)
        #expect(meetup.string == nil && meetup.utf8 == nil && meetup["nothing"] == nil && meetup["tags"]?["a"] == nil)
    }

    @Test("every node knows its path")
    func paths() throws {
        let meetup = try node(Self.meetup)
        var found: [String] = []
        func visit(_ node: JSONNode) {
            found.append(node.path)
            node.elements.forEach(visit)
            node.members.forEach { visit($0.value) }
        }
        visit(meetup)
        #expect(
            found == [
                "", "title", "seats", "online", "host", "tags", "tags[0]", "tags[1]", "schedule", "schedule.hour",
                "schedule.zone",
                "schedule.days", "schedule.days[0]", "schedule.days[0].name", "schedule.days[1]",
                "schedule.days[1].name",
            ])
        #expect(try node("[[[1]],{\"a\":[2]}]").elements.dropFirst().first?["a"]?.elements.first?.path == "[1].a[0]")
    }

    @Test("a long key is cut in paths")
    func longKeys() throws {
        let key = String(repeating: "k", count: 1000)
        let path = try node("{\"\(key)\":{\"a\":1}}")[key]?["a"]?.path
        #expect(path == String(repeating: "k", count: 64) + "….a")
    }

    /// Reads of the meetup that fail, with their errors.
    static let failures: [(@Sendable (JSONNode) throws -> Any, String)] = [
        ({ try $0.required("place") }, "place: is missing"),
        ({ try $0.required("schedule").required("minute") }, "schedule.minute: is missing"),
        ({ try $0.required("tags").required("x") }, "tags: expected an object"),
        ({ try $0.required("tags").optional("x") as Any }, "tags: expected an object"),
        ({ try $0.required("seats").asString() }, "seats: expected a string"),
        ({ try $0.required("host").asString() }, "host: expected a string"),
        ({ try $0.required("title").asInt() }, "title: expected an integer"),
        ({ try $0.required("title").asNumber() }, "title: expected a number"),
        ({ try $0.required("title").asBool() }, "title: expected true or false"),
        ({ try $0.required("title").asArray() }, "title: expected an array"),
        ({ try $0.required("tags").asObject() }, "tags: expected an object"),
        ({ try $0.asArray() }, "expected an array"),
        ({ throw $0["seats"]?.error("must be at least 50") ?? JSONError(problem: "?") }, "seats: must be at least 50"),
        (
            { try $0.required("schedule").required("days").elements.map { try $0.required("name").asString() } },
            "schedule.days[1].name: expected a string"
        ),
    ]

    @Test("what a reader throws says where and what", arguments: failures.indices)
    func failure(index: Int) throws {
        let (read, description) = Self.failures[index]
        let meetup = try node(Self.meetup)
        let error = #expect(throws: JSONError.self) { _ = try read(meetup) }
        #expect(error?.description == description)
        #expect(error?.offset == nil)
    }

    @Test("readers give what is there")
    func readers() throws {
        let meetup = try node(Self.meetup)
        #expect(try meetup.required("title").asString() == "Café")
        #expect(try meetup.required("schedule").required("hour").asInt() == 19)
        #expect(try meetup.required("online").asBool() == false)
        #expect(try meetup.required("seats").asNumber().text == "40")
        #expect(try meetup.required("tags").asArray().count == 2)
        #expect(try meetup.required("schedule").asObject()["hour"]?.int == 19)
        #expect(try meetup.optional("host") == nil && meetup.optional("nothing") == nil)
        #expect(try meetup.optional("seats")?.asInt() == 40)
    }

    @Test("integers tell a fraction from a number that is too large")
    func integers() throws {
        #expect(try node("1e2").asInt() == 100)
        #expect(throws: JSONError(problem: "expected an integer")) { try node("1.5").asInt() }
        #expect(throws: JSONError(problem: "is out of range for Int")) { try node("1e19").asInt() }
    }

    @Test("keys are compared byte by byte, escaped or not")
    func keys() throws {
        #expect(try node(#"{"\u0061\ud83d\ude00\n":1}"#)["a😀\n"]?.int == 1)
        #expect(try node(#"{"\u0061b":1}"#)["a"] == nil)
        #expect(try node(#"{"\u0061":1}"#)["ab"] == nil)
        #expect(try node("{\"\u{E9}\":1}")["e\u{301}"] == nil)
        #expect(try node("{\"\u{E9}\":1,\"e\u{301}\":2}").members.map(\.value.int) == [1, 2])
        #expect(try node(#"{"":1}"#)[""]?.int == 1)
    }

    @Test("keys that only look the same stay two, among many members too")
    func lookalikesAmongMany() throws {
        let filling = (0..<100).map { #","k\#($0)":0"# }.joined()
        let members = try node("{\"\u{E9}\":1,\"e\u{301}\":2\(filling)}").members
        #expect(members.prefix(2).map(\.value.int) == [1, 2])
        #expect(members["\u{E9}"]?.int == 1)
        #expect(members["e\u{301}"]?.int == 2)
    }

    @Test(
        "the last of several members with the same key counts, in few members and in many",
        arguments: [0, 29, 30, 31, 100])
    func duplicates(others: Int) throws {
        let filling = (0..<others).map { #","k\#($0)":\#($0)"# }.joined()
        let object = try node(#"{"a":1,"b":2,"\u0061":3\#(filling),"a":4}"#)
        #expect(object["a"]?.int == 4)
        #expect(object.members["a"]?.int == 4)
        #expect(object.members["b"]?.int == 2)
        #expect(object.members["c"] == nil)
        #expect(object.members.map(\.key) == ["b"] + (0..<others).map { "k\($0)" } + ["a"])
        #expect(object.value.object?.count == others + 2)
        #expect(object.value["a"] == 4)
    }

    @Test("an object with 100000 members is read in one go, and so is one with the same key 100000 times")
    func manyMembers() throws {
        let distinct = "{" + (0..<100_000).map { "\"\($0)\":\($0)" }.joined(separator: ",") + "}"
        #expect(try node(distinct).members.reduce(0) { $0 + ($1.value.int ?? 0) } == 4_999_950_000)
        #expect(try decodeJSON([String: Int].self, from: bytes(distinct)).count == 100_000)
        let same = "{" + (0..<100_000).map { "\"a\":\($0)" }.joined(separator: ",") + "}"
        #expect(try node(same).members.map(\.value.int) == [99_999])
        #expect(try decodeJSON([String: Int].self, from: bytes(same)) == ["a": 99_999])
    }

    @Test("a document in a string is parsed from the string's bytes")
    func documentInAString() throws {
        let outer = try node(#"{"body":"{\"name\":\"Ad\\u0061\"}"}"#)
        let body = try #require(outer["body"]?.utf8)
        #expect(try JSONDocument(parsing: body).root["name"]?.string == "Ada")
    }

    @Test(
        "a member is found by a lower-case name, however its ASCII letters are written",
        arguments: [
            (#"{"Accept":1,"accept-x":2,"ACCEPT":3}"#, [1, 3]),
            (#"{"accept":1,"Accept":2,"accept":3}"#, [2, 3]),
            (#"{"\u0041ccept":1,"accep":2}"#, [1]),
            (#"{"acce\u0050t":1,"Accept\u0000":2}"#, [1]),
            (#"{"Áccept":1}"#, []),
            (#"["accept"]"#, []),
        ])
    func spellings(_ text: String, values: [Int]) throws {
        #expect(try node(text).members(spelled: "accept").map(\.int) == values)
    }

    @Test("many spellings of one name take no longer than their number, the last of the same ones counting")
    func manySpellings() throws {
        let same = "{" + (0..<100_000).map { "\"\($0 % 2 == 0 ? "a" : "A")\":\($0)" }.joined(separator: ",") + "}"
        #expect(try node(same).members(spelled: "a").map(\.int) == [99_998, 99_999])
    }
}
