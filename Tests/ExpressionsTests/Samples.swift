import JSON
import Testing

@testable import Expressions

/// Parses JSON as a request would hold it.
func json(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: Array(text.utf8)).root
}

func value(_ text: String) throws -> Value {
    try Value(reading: json(text))
}

func item(_ text: String) throws -> Item {
    try Item(reading: json(text))
}

/// Returns the item as JSON with sorted members, so that two can be compared by eye.
func text(_ item: Item) throws -> String {
    var writer = JSONWriter()
    item.write(to: &writer)
    var sorted = JSONWriter()
    sorted.value(try JSONDocument(parsing: writer.bytes).root.value)
    return String(decoding: sorted.bytes, as: UTF8.self)
}

/// Returns the error that the body throws, in the service's words, or `accepted`.
func refusal(_ body: () throws -> Void) -> String {
    do {
        try body()
    } catch let error as ValidationError {
        return error.message
    } catch {
        return "\(error)"
    }
    return "accepted"
}

/// Returns placeholders with the values that the tests use.
func placeholders(names: [String: String] = [:], values: String? = nil) throws -> Placeholders {
    var writer = JSONWriter()
    writer.object { writer in
        for (key, name) in names.sorted(by: { $0.key < $1.key }) { writer.member(key, name) }
    }
    let names = names.isEmpty ? nil : try JSONDocument(parsing: writer.bytes).root
    return try Placeholders(names: names, values: try values.map { try json($0) })
}

/// A value of every type, under a placeholder named after it.
let everyValue = """
    {":s":{"S":"a"},":n":{"N":"1"},":b":{"B":"YQ=="},":bool":{"BOOL":true},":null":{"NULL":true},
    ":ss":{"SS":["a","b"]},":ns":{"NS":["1","2"]},":bs":{"BS":["YQ=="]},":l":{"L":[{"S":"x"}]},":m":{"M":{}},
    ":two":{"N":"2"},":z":{"S":"z"},":x":{"S":"X"}}
    """

/// A random number generator that yields the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
}
