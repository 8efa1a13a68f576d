import Foundation
import JSON
import Testing

/// A tree of another format, such as a database might have.
private enum Attribute: Hashable, DecodableTree, EncodableTree {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case binary([UInt8])
    case array([Attribute])
    case object([String: Attribute])

    var isNull: Bool { self == .null }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var number: JSONNumber? { if case .number(let number) = self { number } else { nil } }
    var string: String? { if case .string(let string) = self { string } else { nil } }
    var decodableElements: [any DecodableTree]? { if case .array(let elements) = self { elements } else { nil } }
    var decodableMembers: (any DecodableMembers)? { if case .object(let members) = self { members } else { nil } }
}

extension Attribute: Codable {
    init(from decoder: any Decoder) throws { throw JSONError(problem: "can only be read from itself") }

    func encode(to encoder: any Encoder) throws { throw JSONError(problem: "can only be written as itself") }
}

private struct Item: Codable, Equatable {
    var id: String
    var count: Int
    var price: JSONNumber
    var tags: [String]
    var labels: [String: String]
    var raw: Attribute
    var any: JSONValue
    var done: Bool?
}

@Suite("Other trees")
struct TreeTests {
    private let item = Item(
        id: "a", count: 3, price: JSONNumber(12), tags: ["x"], labels: ["k": "v"], raw: .binary([1, 2]),
        any: ["n": [1, nil, true, "s"]],
        done: nil)
    private let attribute = Attribute.object([
        "id": .string("a"), "count": .number(JSONNumber(3)), "price": .number(JSONNumber(12)),
        "tags": .array([.string("x")]),
        "labels": .object(["k": .string("v")]), "raw": .binary([1, 2]),
        "any": .object(["n": .array([.number(JSONNumber(1)), .null, .bool(true), .string("s")])]),
    ])

    @Test("a type is built as another tree and read from it, and the tree's own values stay what they are")
    func otherTree() throws {
        #expect(try encodeTree(item, as: Attribute.self) == attribute)
        #expect(try decodeTree(Item.self, from: attribute) == item)
        #expect(throws: JSONError(path: "raw", problem: "can only be written as itself")) { try encodeJSON(item) }
    }

    @Test("errors name the path in any tree")
    func errors() {
        #expect(throws: JSONError(path: "k[0]", problem: "expected a string")) {
            try decodeTree([String: [String]].self, from: Attribute.object(["k": .array([.binary([])])]))
        }
        #expect(throws: JSONError(path: "id", problem: "is missing")) {
            try decodeTree(Item.self, from: Attribute.object([:]))
        }
    }

    @Test("a JSON value is a tree too")
    func jsonValue() throws {
        let value: JSONValue = ["a": [1, nil], "b": [2]]
        #expect(try decodeTree([String: [Int?]].self, from: value) == ["a": [1, nil], "b": [2]])
        #expect(try encodeTree(["a": [1, nil], "b": [2]] as [String: [Int?]]) == value)
        #expect(try decodeTree(JSONValue.self, from: value) == value)
    }

    @Test("other decoders and encoders can handle JSON values")
    func foundation() throws {
        let value: JSONValue = ["a": [1, nil, true, 0.5, "x", [:], []], "b": -7]
        let document = try JSONEncoder().encode(value)
        #expect(try JSONValue(parsing: document) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: document) == value)
    }
}
