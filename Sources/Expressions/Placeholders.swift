public import JSON

/// The names and values that a request's expressions refer to as `#name` and `:value`.
///
/// All expressions of a request share them, because an unused placeholder is an error.
public struct Placeholders: Sendable {
    private var names: PlaceholderTable<Text>
    private var values: PlaceholderTable<Value>

    /// Reads a request's `ExpressionAttributeNames` and `ExpressionAttributeValues`, both optional.
    public init(
        names: JSONNode? = nil, values: JSONNode? = nil, wording: ValueWording = .current
    ) throws(ValidationError) {
        self.names = try Self.readNames(names)
        self.values = try Self.readValues(values, wording)
    }

    /// The total size of the values in bytes.
    public var valuesSize: Int { values.contents.reduce(0) { $0 + $1.size } }

    /// Throws if no expression has used one of the placeholders.
    public func requireAllUsed() throws(ValidationError) {
        try requireAllUsed(names.unused, PlaceholderKind.name)
        try requireAllUsed(values.unused, PlaceholderKind.value)
    }

    private func requireAllUsed(_ unused: [Text], _ kind: PlaceholderKind) throws(ValidationError) {
        guard !unused.isEmpty else { return }
        let keys = unused.map(\.description).joined(separator: ", ")
        throw ValidationError("Value provided in \(kind.rawValue) unused in expressions: keys: {\(keys)}")
    }
}

extension Placeholders {
    mutating func name(_ placeholder: Text, in kind: ExpressionKind) throws(ValidationError) -> Text {
        guard let name = names.use(placeholder) else {
            throw kind.error(
                "An expression attribute name used in the document path is not defined; "
                    + "attribute name: \(placeholder)")
        }
        return name
    }

    mutating func value(_ placeholder: Text, in kind: ExpressionKind) throws(ValidationError) -> Value {
        guard let value = values.use(placeholder) else {
            throw kind.error(
                "An expression attribute value used in expression is not defined; attribute value: \(placeholder)")
        }
        return value
    }
}

// MARK: Reading

extension Placeholders {
    private static let longestName = 65535

    private static func readNames(_ node: JSONNode?) throws(ValidationError) -> PlaceholderTable<Text> {
        var table = PlaceholderTable<Text>()
        for (key, member) in try entries(node, .name) {
            guard let utf8 = member.utf8 else { throw Mismatch.scalar(member, "String") }
            guard !utf8.isEmpty else { throw invalidName("Empty attribute name", key) }
            guard utf8.count <= longestName else {
                throw invalidName("Attribute name is too large, must be less than 65536 bytes", key)
            }
            table.append(Text(key), Text(utf8: utf8))
        }
        return table
    }

    private static func readValues(
        _ node: JSONNode?, _ wording: ValueWording
    ) throws(ValidationError) -> PlaceholderTable<Value> {
        var table = PlaceholderTable<Value>()
        for (key, member) in try entries(node, .value) {
            table.append(Text(key), try value(member, of: key, wording))
        }
        return table
    }

    private static func value(
        _ node: JSONNode, of key: String, _ wording: ValueWording
    ) throws(ValidationError) -> Value {
        do throws(ValidationError) {
            return try Value(reading: node, wording: wording)
        } catch {
            guard error.kind == .validation else { throw error }
            throw ValidationError(
                "\(PlaceholderKind.value.rawValue) contains invalid value: \(error.message) for key \(key)")
        }
    }

    private static func invalidName(_ problem: String, _ key: String) -> ValidationError {
        ValidationError("\(PlaceholderKind.name.rawValue) contains invalid value: \(problem) for key \(key)")
    }

    /// Returns the members of one of the objects after checking all keys, as the service does before it looks at a
    /// value.
    private static func entries(
        _ node: JSONNode?, _ kind: PlaceholderKind
    ) throws(ValidationError) -> [(key: String, value: JSONNode)] {
        guard let node, !node.isNull else { return [] }
        guard let members = node.object else { throw Mismatch.map(node) }
        let entries = Array(members)
        guard !entries.isEmpty else { throw ValidationError("\(kind.rawValue) must not be empty") }
        for (key, _) in entries { try kind.check(key) }
        return entries
    }
}

/// The two kinds of placeholders, named after the parameters that define them.
private enum PlaceholderKind: String {
    case name = "ExpressionAttributeNames"
    case value = "ExpressionAttributeValues"

    private static let longestKey = 255

    func check(_ key: String) throws(ValidationError) {
        let utf8 = key.utf8
        guard utf8.count <= Self.longestKey else {
            let size = self == .name ? " size of key: \(utf8.count)" : ""
            throw invalidKey("The expression attribute map contains a key that is too long;\(size)")
        }
        let first = UInt8(ascii: self == .name ? "#" : ":")
        guard utf8.first == first, utf8.count > 1, utf8.dropFirst().allSatisfy(Lexer.isWordByte) else {
            throw invalidKey("Syntax error; key: \"\(key)\"")
        }
    }

    private func invalidKey(_ problem: String) -> ValidationError {
        ValidationError("\(rawValue) contains invalid key: \(problem)")
    }
}

/// Placeholders of one kind in the order given, with a record of which have been used.
private struct PlaceholderTable<Content: Sendable>: Sendable {
    /// The largest number for which a linear search is used.
    private static var few: Int { 8 }

    private var entries: [(key: Text, content: Content, isUsed: Bool)] = []
    private var places: [Text: Int] = [:]

    var contents: [Content] { entries.map(\.content) }
    var unused: [Text] { entries.filter { !$0.isUsed }.map(\.key) }

    mutating func append(_ key: Text, _ content: Content) {
        entries.append((key, content, false))
        guard entries.count > Self.few else { return }
        if places.isEmpty {
            for (place, entry) in entries.enumerated() { places[entry.key] = place }
        } else {
            places[key] = entries.count - 1
        }
    }

    mutating func use(_ key: Text) -> Content? {
        let place = places.isEmpty ? entries.firstIndex { $0.key == key } : places[key]
        guard let place else { return nil }
        entries[place].isUsed = true
        return entries[place].content
    }
}
