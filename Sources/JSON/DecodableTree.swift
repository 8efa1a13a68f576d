/// What a decoder needs to see of a value: any tree that has it can be decoded into Swift types.
///
/// A tree is null, a truth value, a number, a string, an array or an object, and answers nil to the other questions.
/// There are no associated types: the decoder calls trees through existentials, so that its code is compiled once
/// and not put together at run time for every pair of a tree and a type.
public protocol DecodableTree {
    /// Whether this is null.
    var isNull: Bool { get }
    /// The truth value; nil for other kinds.
    var bool: Bool? { get }
    /// The number; nil for other kinds.
    var number: JSONNumber? { get }
    /// The string; nil for other kinds.
    var string: String? { get }
    /// The elements; nil for anything but an array.
    var decodableElements: [any DecodableTree]? { get }
    /// The members; nil for anything but an object. A dictionary from strings to trees will do.
    var decodableMembers: (any DecodableMembers)? { get }
}

/// The members of an object in a `DecodableTree`.
public protocol DecodableMembers {
    /// Every key once.
    var allKeys: [String] { get }
    /// The value for a key; nil when there is none.
    func member(_ key: String) -> (any DecodableTree)?
}

extension Dictionary: DecodableMembers where Key == String, Value: DecodableTree {
    /// Every key once.
    public var allKeys: [String] { Array(keys) }

    /// The value for a key; nil when there is none.
    public func member(_ key: String) -> (any DecodableTree)? { self[key] }
}

extension JSONNode: DecodableTree {
    /// The elements, for a decoder.
    public var decodableElements: [any DecodableTree]? { array.map { Array($0) } }

    /// The members, for a decoder.
    public var decodableMembers: (any DecodableMembers)? { object }
}

extension JSONNode.Members: DecodableMembers {
    /// Every key once, in the order in which they are written.
    public var allKeys: [String] { map(\.key) }

    /// The value for a key; nil when there is none.
    public func member(_ key: String) -> (any DecodableTree)? { self[key] }
}

extension JSONValue: DecodableTree {
    /// The elements, for a decoder.
    public var decodableElements: [any DecodableTree]? { array }

    /// The members, for a decoder.
    public var decodableMembers: (any DecodableMembers)? { object }

    /// Any tree as JSON.
    init(_ tree: any DecodableTree) {
        if let json = tree as? JSONValue {
            self = json
        } else if let bool = tree.bool {
            self = .bool(bool)
        } else if let number = tree.number {
            self = .number(number)
        } else if let string = tree.string {
            self = .string(string)
        } else if let elements = tree.decodableElements {
            self = .array(elements.map { JSONValue($0) })
        } else if let members = tree.decodableMembers {
            let pairs = members.allKeys.lazy.compactMap { key in members.member(key).map { (key, JSONValue($0)) } }
            self = .object(Dictionary(pairs) { _, last in last })
        } else {
            self = .null
        }
    }
}
