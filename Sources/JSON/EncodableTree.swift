/// A tree of values that can be built from Swift types.
///
/// An enum with cases of these names and payloads conforms as it is.
public protocol EncodableTree {
    /// Null.
    static var null: Self { get }
    /// A Boolean value.
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

extension EncodableTree {
    /// Converts JSON to this type of tree.
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

/// A value under construction, before it is converted to a particular type of tree.
enum Draft {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array(DraftArray)
    case object(DraftObject)
    case encoder(TreeEncoder)
    case json(JSONValue)
    indirect case tree(any EncodableTree)

    /// Returns the current value as the requested type of tree.
    func built<Tree: EncodableTree>(as type: Tree.Type) -> Tree {
        switch self {
        case .null: .null
        case .bool(let bool): .bool(bool)
        case .number(let number): .number(number)
        case .string(let string): .string(string)
        case .array(let array): .array(array.elements.map { $0.built(as: type) })
        case .object(let object): .object(object.members.mapValues { $0.built(as: type) })
        case .encoder(let encoder): encoder.draft.built(as: type)
        case .json(let json): Tree(json)
        case .tree(let tree): tree as? Tree ?? .null
        }
    }

    /// Writes the current value, with the members of objects sorted by key.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let bool): writer.bool(bool)
        case .number(let number): writer.number(number)
        case .string(let string): writer.string(string)
        case .array(let array):
            writer.array { writer in array.elements.forEach { $0.write(to: &writer) } }
        case .object(let object):
            writer.object { writer in
                for (key, draft) in object.members.sorted(by: { $0.key < $1.key }) {
                    writer.key(key)
                    draft.write(to: &writer)
                }
            }
        case .encoder(let encoder): encoder.draft.write(to: &writer)
        case .json(let json): writer.value(json)
        case .tree(let tree): writer.value(tree as? JSONValue ?? .null)
        }
    }
}

/// The elements of an array under construction.
final class DraftArray {
    var elements: [Draft] = []
}

/// The members of an object under construction.
final class DraftObject {
    var members: [String: Draft] = [:]
}
