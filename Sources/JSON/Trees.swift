/// What a decoder needs to see of a value: any tree that has it can be decoded into Swift types.
///
/// A tree is null, a truth value, a number, a string, an array or an object, and says nil to the other questions.
public protocol DecodableTree {
    /// The elements of an array.
    associatedtype Elements: Collection<Self>
    /// The members of an object, to be looked up by key.
    associatedtype Members: TreeMembers where Members.Tree == Self

    /// Whether this is null.
    var isNull: Bool { get }
    /// The truth value; nil for other kinds.
    var bool: Bool? { get }
    /// The number; nil for other kinds.
    var number: JSONNumber? { get }
    /// The string; nil for other kinds.
    var string: String? { get }
    /// The elements; nil for anything but an array.
    var array: Elements? { get }
    /// The members; nil for anything but an object.
    var object: Members? { get }
}

/// The members of an object in a `DecodableTree`, each key once.
public protocol TreeMembers {
    /// What the values are.
    associatedtype Tree
    /// The keys.
    associatedtype Keys: Sequence<String>

    /// Every key once.
    var keys: Keys { get }
    /// The value for a key; nil when there is none.
    subscript(key: String) -> Tree? { get }
}

extension Dictionary: TreeMembers where Key == String {
    /// What the values are.
    public typealias Tree = Value
}

/// What an encoder needs to build a value: any tree that has it can be encoded from Swift types.
public protocol EncodableTree {
    /// Null.
    static var null: Self { get }
    /// A truth value.
    static func bool(_ bool: Bool) -> Self
    /// A number.
    static func number(_ number: JSONNumber) -> Self
    /// A string.
    static func string(_ string: String) -> Self
    /// An array.
    static func array(_ elements: [Self]) -> Self
    /// An object.
    static func object(_ members: [String: Self]) -> Self
}

extension JSONValue: EncodableTree {}

extension JSONValue: DecodableTree {
    /// Whether this is null.
    public var isNull: Bool { self == .null }

    /// The truth value; nil for other kinds.
    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// The number; nil for other kinds.
    public var number: JSONNumber? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number as an integer; nil for other kinds, for what is not whole, and for what `Int` can't hold.
    public var int: Int? { number?.int }

    /// The string; nil for other kinds.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The elements; nil for anything but an array.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members; nil for anything but an object.
    public var object: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONNode: DecodableTree {}

extension JSONNode.Members: TreeMembers {
    /// Every key once, in the order in which they are written.
    public var keys: [String] { map(\.key) }
}

extension JSONValue {
    /// Any tree as JSON.
    init<Tree: DecodableTree>(_ tree: Tree) {
        if let bool = tree.bool {
            self = .bool(bool)
        } else if let number = tree.number {
            self = .number(number)
        } else if let string = tree.string {
            self = .string(string)
        } else if let elements = tree.array {
            self = .array(elements.map { JSONValue($0) })
        } else if let members = tree.object {
            let pairs = members.keys.lazy.compactMap { key in members[key].map { (key, JSONValue($0)) } }
            self = .object(Dictionary(pairs) { _, last in last })
        } else {
            self = .null
        }
    }
}

extension EncodableTree {
    /// Any JSON as this tree.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .number(let number): self = .number(number)
        case .string(let string): self = .string(string)
        case .array(let elements): self = .array(elements.map { Self($0) })
        case .object(let members): self = .object(members.mapValues { Self($0) })
        }
    }
}
