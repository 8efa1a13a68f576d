/// One value in a `JSONDocument`.
///
/// Reading with `string`, `int` and so on gives nil for a value of another kind; reading with
/// `asString()`, `asInt()` and so on throws an error that says where and what.
public struct JSONNode: Sendable {
    /// The kinds of values there are.
    public enum Kind: Hashable, Sendable {
        case null, bool, number, string, array, object
    }

    /// The document that the node is in, which it keeps alive.
    public let document: JSONDocument
    let index: Int

    init(_ document: JSONDocument, _ index: Int) {
        self.document = document
        self.index = index
    }

    var token: Token { document.tokens[index] }
}

extension JSONNode {
    /// Which kind of value this is.
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

    /// Where the node is in its document, such as `items[3].name`; empty for the root.
    public var path: String { document.path(to: index) }

    /// Whether this is null.
    public var isNull: Bool { token.kind == .null }

    /// The truth value; nil for other kinds.
    public var bool: Bool? {
        token.kind == .bool ? document.bytes[token.start] == UInt8(ascii: "t") : nil
    }

    /// The number; nil for other kinds.
    public var number: JSONNumber? {
        token.kind == .number ? JSONNumber(parsed: document.string(token)) : nil
    }

    /// The number as an integer; nil for other kinds, for what is not whole, and for what `Int` can't hold.
    public var int: Int? { number?.int }

    /// The string; nil for other kinds.
    public var string: String? {
        token.kind == .string ? document.string(token) : nil
    }

    /// The string as bytes, say to parse JSON that is held in a string; nil for other kinds.
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

    /// The elements; none for anything but an array.
    public var elements: Elements { Elements(self) }

    /// The members; none for anything but an object.
    public var members: Members { Members(self) }

    /// The member with this key, the last one if there are several; nil when there is none, or this is not an object.
    ///
    /// It looks through the members from the front; to look up many keys in a large object, use `members`.
    public subscript(key: String) -> JSONNode? {
        document.lastMember(of: index, key: key).map { JSONNode(document, $0) }
    }

    /// The members whose key is this lower-case name but for the case of ASCII letters, in their order; none for
    /// anything but an object.
    ///
    /// Keys that differ are other members; one that comes twice to the letter counts where it comes last.
    public func members(spelled name: String) -> [JSONNode] {
        var keys = document.keys(of: index, spelling: name)
        if keys.count > 1 {
            let members = members
            keys.removeAll { !members.isLast($0, key: document.string(document.tokens[$0])) }
        }
        return keys.map { JSONNode(document, $0 + 1) }
    }

    /// The node with all that it holds, as a value.
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
