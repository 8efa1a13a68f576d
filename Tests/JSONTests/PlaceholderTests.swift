import JSON
import Testing

struct Person: Codable, Equatable {
    var name: String; var age: Int?; var tags: [String]; var extra: [String: JSONValue]
}

@Test("a type survives the way to JSON and back")
func roundTrip() throws {
    let ada = Person(name: "Ada \"é\" \n", age: 36, tags: ["a", "b"], extra: ["x": [1, nil, true, 0.5, ["y": "z"]]])
    let bytes = try encodeJSON(ada)
    print(String(decoding: bytes, as: UTF8.self))
    #expect(try decodeJSON(Person.self, from: bytes) == ada)
    #expect(throws: JSONError(path: "extra", problem: "expected an object")) {
        try decodeJSON(Person.self, from: Array(#"{"name":"a","tags":["b"],"extra":1}"#.utf8))
    }
    #expect(throws: JSONError(path: "tags[1]", problem: "expected a string")) {
        try decodeJSON(Person.self, from: Array(#"{"name":"a","tags":["b",null],"extra":1}"#.utf8))
    }
}
