import JSON

/// The differences between an existing table and the template.
struct TableDifferences {
    /// The differences, each as the end of a sentence that begins with the table.
    private(set) var words: [String] = []

    /// Compares the request that would create the table with the service's description of it, and the attributes for
    /// time to live.
    init(_ wanted: JSONValue, _ found: JSONValue, timeToLive: (wanted: String?, found: String?)) {
        if wanted["KeySchema"] != found["KeySchema"] { words.append("has another key") }
        compareTypes(wanted, found)
        for kind in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            let (wanted, found) = (Self.indexes(wanted[kind]), Self.indexes(found[kind]))
            for name in Set(wanted.keys).union(found.keys).sorted() {
                compare("index \(name)", wanted[name], found[name])
            }
        }
        compare("stream", wanted["StreamSpecification"], found["StreamSpecification"])
        compare("time to live", timeToLive.wanted.map(JSONValue.string), timeToLive.found.map(JSONValue.string))
    }

    private mutating func compare(_ name: String, _ wanted: JSONValue?, _ found: JSONValue?) {
        guard wanted != found else { return }
        let verb = wanted == nil ? "has a needless" : found == nil ? "lacks the" : "has another"
        words.append("\(verb) \(name)")
    }

    /// Compares the types of common attributes; which attributes there are follows from the keys.
    private mutating func compareTypes(_ wanted: JSONValue, _ found: JSONValue) {
        let (wanted, found) = (Self.types(wanted), Self.types(found))
        for (name, type) in wanted.sorted(by: { $0.key < $1.key }) {
            if let other = found[name], other != type { words.append("has \(other) and not \(type) for \(name)") }
        }
    }

    private static func types(_ table: JSONValue) -> [String: String] {
        let pairs = (table["AttributeDefinitions"]?.array ?? []).compactMap { definition in
            definition["AttributeName"]?.string.flatMap { name in
                definition["AttributeType"]?.string.map { (name, $0) }
            }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Returns the requested settings of indexes by name.
    private static func indexes(_ list: JSONValue?) -> [String: JSONValue] {
        let pairs = (list?.array ?? []).compactMap { index in
            index["IndexName"]?.string.map { ($0, index) }
        }
        return Dictionary(pairs.map { ($0, Self.asked($1)) }) { first, _ in first }
    }

    private static func asked(_ index: JSONValue) -> JSONValue {
        let projection = index["Projection"]
        let included = (projection?["NonKeyAttributes"]?.array ?? []).compactMap(\.string)
        return [
            "KeySchema": index["KeySchema"] ?? .null, "ProjectionType": projection?["ProjectionType"] ?? .null,
            "NonKeyAttributes": .array(included.sorted().map(JSONValue.string)),
        ]
    }
}
