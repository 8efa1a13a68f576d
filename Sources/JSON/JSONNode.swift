/// One value in a `JSONDocument`.
///
/// Properties such as `string` and `int` are nil for a value of another kind; methods such as `asString()` and
/// `asInt()` throw an error with the place and the problem.
public struct JSONNode: Sendable {
    /// The kinds of values.
    public enum Kind: Hashable, Sendable {
        case null, bool, number, string, array, object
    }

    /// The document that contains the node, kept alive by it.
    public let document: JSONDocument
    let index: Int

    init(_ document: JSONDocument, _ index: Int) {
        self.document = document
        self.index = index
    }

    var token: Token { document.tokens[index] }
}

extension JSONNode {
    /// The kind of this value.
    public var kind: Kind {
        switch token.kind {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The node's place in its document, such as `items[3].name`; empty for the root.
    public var path: String { document.path(to: index) }

    /// Whether this is null.
    public var isNull: Bool { token.kind == .null }

    /// The Boolean value; nil for other kinds.
    public var bool: Bool? {
        token.kind == .bool ? document.bytes[token.start] == UInt8(ascii: "t") : nil
    }

    /// The number; nil for other kinds.
    public var number: JSONNumber? {
        token.kind == .number ? JSONNumber(parsed: document.string(token)) : nil
    }

    /// The number as an integer; nil for other kinds, and for a number that is not whole or doesn't fit an `Int`.
    public var int: Int? { number?.int }

    /// The string; nil for other kinds.
    public var string: String? {
        token.kind == .string ? document.string(token) : nil
    }

    /// The string as bytes, for example to parse JSON inside a string; nil for other kinds.
    public var utf8: [UInt8]? {
        token.kind == .string ? document.utf8(token) : nil
    }

    /// The elements; nil for anything but an array.
    public var array: Elements? {
        token.kind == .array ? Elements(self) : nil
    }

    /// The members; nil for anything but an object.
    public var object: Members? {
        token.kind == .object ? Members(self) : nil
    }

    /// The elements; empty for anything but an array.
    public var elements: Elements { Elements(self) }

    /// The members; empty for anything but an object.
    public var members: Members { Members(self) }

    /// The member with this key, the last one if there are several; nil when there is none, or this is not an object.
    ///
    /// Each look-up searches from the front; to look up many keys in a large object, use `members`.
    public subscript(key: String) -> JSONNode? {
        document.lastMember(of: index, key: key).map { JSONNode(document, $0) }
    }

    /// Returns the members whose key matches a lower-case name, ignoring the case of ASCII letters, in order; empty for
    /// anything but an object.
    ///
    /// Differently spelled keys are different members; an exact repetition counts at its last position.
    public func members(spelled name: String) -> [JSONNode] {
        var keys = document.keys(of: index, spelling: name)
        if keys.count > 1 {
            let members = members
            keys.removeAll { !members.isLast($0, key: document.string(document.tokens[$0])) }
        }
        return keys.map { JSONNode(document, $0 + 1) }
    }

    /// The node and its contents as a value.
    public var value: JSONValue {
        switch kind {
        case .null: .null
        case .bool: .bool(bool ?? false)
        case .number: .number(JSONNumber(parsed: document.string(token)))
        case .string: .string(document.string(token))
        case .array: .array(elements.map(\.value))
        case .object: .object(membersByKey)
        }
    }

    private var membersByKey: [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for key in document.keys(of: index) {
            members[document.string(document.tokens[key])] = JSONNode(document, key + 1).value
        }
        return members
    }
}
