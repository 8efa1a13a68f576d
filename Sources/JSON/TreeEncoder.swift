/// Encodes Swift types as any tree.
///
/// The containers that it hands out may be filled in later and in any order, so they are drafts
/// until everything has been encoded.
final class TreeEncoder<Tree: EncodableTree>: Encoder {
    private(set) var draft: Draft<Tree>?
    private let place: EncodingPlace?

    init(_ place: EncodingPlace?) {
        self.place = place
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var codingPath: [any CodingKey] { place?.codingPath ?? [] }

    /// A class and its superclass may both ask for the container: they get the same one.
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let members: DraftObject<Tree>
        if case .object(let existing) = draft { members = existing } else { members = DraftObject() }
        draft = .object(members)
        return KeyedEncodingContainer(KeyedTreeEncoder<Tree, Key>(members: members, place: place))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let elements: DraftArray<Tree>
        if case .array(let existing) = draft { elements = existing } else { elements = DraftArray() }
        draft = .array(elements)
        return UnkeyedTreeEncoder(elements: elements, place: place)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValueTreeEncoder(encoder: self, place: place)
    }

    func set(_ draft: Draft<Tree>) {
        self.draft = draft
    }

    /// What was encoded; a type that encodes nothing is an empty object.
    var tree: Tree { draft?.tree ?? .object([:]) }
}

extension TreeEncoder {
    /// Encodes a value that stands at `place`.
    static func encode<Value: Encodable>(_ value: Value, at place: @autoclosure () -> EncodingPlace?) throws -> Draft<
        Tree
    > {
        if let leaf = try leaf(value, at: place()) { return .tree(leaf) }
        let encoder = TreeEncoder(place())
        do {
            try value.encode(to: encoder)
        } catch let error as EncodingError {
            throw error
        } catch {
            throw EncodingError.invalidValue(
                value, encoder.context((error as? JSONError)?.description ?? Problem.invalid))
        }
        return encoder.draft ?? .object(DraftObject())
    }

    private func context(_ problem: String) -> EncodingError.Context {
        EncodingError.Context(codingPath: codingPath, debugDescription: problem)
    }

    /// The tree for a value that holds no others; nil for those that do.
    private static func leaf<Value>(_ value: Value, at place: @autoclosure () -> EncodingPlace?) throws -> Tree? {
        func isA<Other>(_ type: Other.Type) -> Other? { Value.self == type ? value as? Other : nil }
        func number(_ number: JSONNumber?) throws -> Tree {
            if let number { return .number(number) }
            let path = place()?.codingPath ?? []
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: path, debugDescription: Problem.notFinite))
        }
        if let string = isA(String.self) { return .string(string) }
        if let int = isA(Int.self) { return .number(JSONNumber(int)) }
        if let bool = isA(Bool.self) { return .bool(bool) }
        if let double = isA(Double.self) { return try number(JSONNumber(double)) }
        if let float = isA(Float.self) { return try number(JSONNumber(float)) }
        if let number = isA(JSONNumber.self) { return .number(number) }
        if let tree = isA(Tree.self) { return tree }
        if let json = isA(JSONValue.self) { return Tree(json) }
        return integer(value).map(Tree.number)
    }

    private static func integer<Value>(_ value: Value) -> JSONNumber? {
        func isA<Integer: BinaryInteger>(_ type: Integer.Type) -> JSONNumber? {
            Value.self == type ? (value as? Integer).map { JSONNumber($0) } : nil
        }
        if let number = isA(Int64.self) { return number }
        if let number = isA(Int32.self) { return number }
        if let number = isA(Int16.self) { return number }
        if let number = isA(Int8.self) { return number }
        if let number = isA(Int128.self) { return number }
        if let number = isA(UInt.self) { return number }
        if let number = isA(UInt64.self) { return number }
        if let number = isA(UInt32.self) { return number }
        if let number = isA(UInt16.self) { return number }
        if let number = isA(UInt8.self) { return number }
        return isA(UInt128.self)
    }
}

/// Where something is encoded, linked outwards: the path is put together only when an error needs it.
final class EncodingPlace {
    private let parent: EncodingPlace?
    private let key: any CodingKey

    init(_ parent: EncodingPlace?, _ key: any CodingKey) {
        self.parent = parent
        self.key = key
    }

    var codingPath: [any CodingKey] {
        var path = [key]
        var outer = parent
        while let here = outer {
            path.append(here.key)
            outer = here.parent
        }
        return path.reversed()
    }
}

/// A value that may still be growing.
enum Draft<Tree: EncodableTree> {
    case tree(Tree)
    case array(DraftArray<Tree>)
    case object(DraftObject<Tree>)
    case encoder(TreeEncoder<Tree>)

    /// The value as it is now.
    var tree: Tree {
        switch self {
        case .tree(let tree): tree
        case .array(let array): .array(array.elements.map(\.tree))
        case .object(let object): .object(object.members.mapValues(\.tree))
        case .encoder(let encoder): encoder.tree
        }
    }
}

/// The elements that an array has so far.
final class DraftArray<Tree: EncodableTree> {
    var elements: [Draft<Tree>] = []
}

/// The members that an object has so far.
final class DraftObject<Tree: EncodableTree> {
    var members: [String: Draft<Tree>] = [:]
}
