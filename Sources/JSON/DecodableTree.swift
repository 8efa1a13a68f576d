/// A tree of values that can be decoded into Swift types.
///
/// A tree is null, a Boolean, a number, a string, an array or an object, and answers nil to the other questions. There
/// are no associated types: the decoder calls trees through existentials, so its code is compiled once instead of being
/// specialized at run time for every pair of a tree and a type.
public protocol DecodableTree {
    /// Whether this is null.
    var isNull: Bool { get }
    /// The Boolean value; nil for other kinds.
    var bool: Bool? { get }
    /// The number; nil for other kinds.
    var number: JSONNumber? { get }
    /// The string; nil for other kinds.
    var string: String? { get }
    /// The elements; nil for anything but an array.
    var decodableElements: [any DecodableTree]? { get }
    /// The members; nil for anything but an object. A dictionary of trees by string conforms.
    var decodableMembers: (any DecodableMembers)? { get }
}

/// The members of an object in a `DecodableTree`.
public protocol DecodableMembers {
    /// All keys, each once.
    var allKeys: [String] { get }
    /// The value for a key; nil when there is none.
    func member(_ key: String) -> (any DecodableTree)?
}

extension Dictionary: DecodableMembers where Key == String, Value: DecodableTree {
    /// All keys, each once.
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
    /// All keys, each once, in document order.
    public var allKeys: [String] { map(\.key) }

    /// The value for a key; nil when there is none.
    public func member(_ key: String) -> (any DecodableTree)? { self[key] }
}

extension JSONValue: DecodableTree {
    /// The elements, for a decoder.
    public var decodableElements: [any DecodableTree]? { array }

    /// The members, for a decoder.
    public var decodableMembers: (any DecodableMembers)? { object }

    /// Converts any tree to JSON.
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
