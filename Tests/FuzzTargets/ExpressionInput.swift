import Expressions
import JSON

/// An expression that is parsed and, if valid, evaluated on an item with a value of every type.
struct ExpressionInput {
    private let kind: String
    private let text: String

    init(_ input: [UInt8]) {
        let lines = Lines(input)
        kind = lines.first
        text = String(decoding: lines.rest, as: UTF8.self)
    }

    func run() {
        do {
            let item = try Item(reading: Self.json(Self.item))
            var placeholders = try Placeholders(names: Self.json(Self.names), values: Self.json(Self.values))
            try evaluate(on: item, with: &placeholders)
            try placeholders.requireAllUsed()
        } catch {
            precondition(error is ValidationError, "\(error)")
        }
    }

    private func evaluate(on item: Item, with placeholders: inout Placeholders) throws {
        switch kind {
        case "update":
            let updated = try UpdateExpression(parsing: text, with: &placeholders).apply(to: item, isNew: false).item
            let stored = try read(written: updated)
            precondition(stored == updated, "an updated item is not what it is written as")
        case "projection":
            let projected = try Projection(parsing: text, with: &placeholders).project(item)
            precondition(projected.size <= item.size, "a projection is larger than its item")
        case "key":
            _ = try KeyConditionExpression(parsing: text, with: &placeholders).resolved(
                hash: "s", range: "n", types: [:])
        case "filter":
            _ = try ConditionExpression(parsing: text, as: .filter, with: &placeholders).holds(for: item)
        default:
            _ = try ConditionExpression(parsing: text, as: .condition, with: &placeholders).holds(for: item)
        }
    }

    private func read(written item: Item) throws -> Item {
        var json = JSONWriter()
        item.write(to: &json)
        return try Item(reading: JSONDocument(parsing: json.bytes).root)
    }

    private static func json(_ text: String) throws -> JSONNode {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    private static let item = """
        {"s":{"S":"text"},"n":{"N":"5"},"b":{"B":"AAEC"},"t":{"BOOL":true},"z":{"NULL":true},"l":{"L":[{"N":"1"},\
        {"S":"a"},{"L":[{"N":"2"}]}]},"m":{"M":{"s":{"S":"x"},"l":{"L":[{"N":"3"}]},"m":{"M":{}}}},"ss":{"SS":["a",\
        "b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["AA=="]}}
        """
    private static let names = ##"{"#s":"s","#n":"n","#l":"l","#m":"m","#x":"missing"}"##
    private static let values = """
        {":s":{"S":"te"},":n":{"N":"1"},":big":{"N":"9.9E+125"},":b":{"B":"AAE="},":l":{"L":[{"N":"7"}]},\
        ":m":{"M":{"a":{"N":"1"}}},":ss":{"SS":["a"]},":ns":{"NS":["2","3"]},":t":{"BOOL":true},":z":{"NULL":true}}
        """
}
