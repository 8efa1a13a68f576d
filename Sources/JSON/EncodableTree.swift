/// What an encoder needs to build a value: any tree that has it can be encoded from Swift types.
///
/// The cases of an enum that have these names and payloads will do.
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

/// A value that may still be growing: what the encoder builds before it is known as which tree.
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

    /// The value as it is now, as the kind of tree that is asked for.
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

    /// Writes the value as it is now, the members of objects in the order of their keys.
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

/// The elements that an array has so far.
final class DraftArray {
    var elements: [Draft] = []
}

/// The members that an object has so far.
final class DraftObject {
    var members: [String: Draft] = [:]
}
