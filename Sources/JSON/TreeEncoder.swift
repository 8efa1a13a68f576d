/// An encoder of Swift types into any tree.
///
/// Its containers may be filled later and in any order, so they stay drafts until everything has been encoded.
final class TreeEncoder: Encoder {
    private let treeType: any EncodableTree.Type
    private let place: EncodingPlace?
    private var started: Draft?

    /// - Parameters:
    ///   - treeType: The type of tree to build: values of this type are used as they are.
    ///   - place: The place of the encoder's value; nil for the whole document.
    init(_ treeType: any EncodableTree.Type, place: EncodingPlace?) {
        self.treeType = treeType
        self.place = place
    }

    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var codingPath: [any CodingKey] { place?.codingPath ?? [] }

    /// The draft so far; a type that encodes nothing is an empty object.
    var draft: Draft { started ?? .object(DraftObject()) }

    /// A class and its superclass may both ask for the container: both get the same one.
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let members: DraftObject
        if case .object(let existing) = started { members = existing } else { members = DraftObject() }
        started = .object(members)
        return KeyedEncodingContainer(KeyedTreeEncoder<Key>(members: members, encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let elements: DraftArray
        if case .array(let existing) = started { elements = existing } else { elements = DraftArray() }
        started = .array(elements)
        return UnkeyedTreeEncoder(elements: elements, encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValueTreeEncoder(encoder: self)
    }

    func set(_ draft: Draft) {
        started = draft
    }

    /// Returns an encoder for the value at a key, or for this value if the key is nil.
    func nested(_ key: (any CodingKey)?) -> TreeEncoder {
        TreeEncoder(treeType, place: key.map { EncodingPlace(place, $0) } ?? place)
    }
}

extension TreeEncoder {
    /// Encodes the value at a key, or this value if the key is nil.
    func draft<Value: Encodable>(_ value: Value, at key: @autoclosure () -> (any CodingKey)?) throws -> Draft {
        if let leaf = try leaf(value, at: key()) { return leaf }
        let encoder = nested(key())
        do {
            try value.encode(to: encoder)
        } catch let error as EncodingError {
            throw error
        } catch {
            throw encoder.invalid(value, ReaderProblem.invalid, at: nil, cause: error)
        }
        return encoder.draft
    }

    func draft(_ double: Double, at key: @autoclosure () -> (any CodingKey)?) throws -> Draft {
        guard let number = JSONNumber(double) else { throw invalid(double, ReaderProblem.notFinite, at: key()) }
        return .number(number)
    }

    private func draft(_ float: Float, at key: @autoclosure () -> (any CodingKey)?) throws -> Draft {
        guard let number = JSONNumber(float) else { throw invalid(float, ReaderProblem.notFinite, at: key()) }
        return .number(number)
    }

    private func invalid(
        _ value: Any, _ problem: String, at key: (any CodingKey)?, cause: (any Error)? = nil
    ) -> EncodingError {
        let path = codingPath + [key].compactMap(\.self)
        return .invalidValue(
            value, EncodingError.Context(codingPath: path, debugDescription: problem, underlyingError: cause))
    }

    /// Returns the draft of a value without contents; nil for other values.
    private func leaf<Value>(_ value: Value, at key: @autoclosure () -> (any CodingKey)?) throws -> Draft? {
        let type = Value.self
        if type == String.self, let string = value as? String { return .string(string) }
        if type == Int.self, let int = value as? Int { return .number(JSONNumber(int)) }
        if type == Bool.self, let bool = value as? Bool { return .bool(bool) }
        if type == Double.self, let double = value as? Double { return try draft(double, at: key()) }
        if type == Float.self, let float = value as? Float { return try draft(float, at: key()) }
        if type == JSONNumber.self, let number = value as? JSONNumber { return .number(number) }
        if type == JSONValue.self, let json = value as? JSONValue { return .json(json) }
        if type == treeType, let tree = value as? any EncodableTree { return .tree(tree) }
        return otherInteger(value).map(Draft.number)
    }

    private func otherInteger<Value>(_ value: Value) -> JSONNumber? {
        let type = Value.self
        if type == Int64.self, let integer = value as? Int64 { return JSONNumber(integer) }
        if type == Int32.self, let integer = value as? Int32 { return JSONNumber(integer) }
        if type == Int16.self, let integer = value as? Int16 { return JSONNumber(integer) }
        if type == Int8.self, let integer = value as? Int8 { return JSONNumber(integer) }
        if type == Int128.self, let integer = value as? Int128 { return JSONNumber(integer) }
        if type == UInt.self, let integer = value as? UInt { return JSONNumber(integer) }
        if type == UInt64.self, let integer = value as? UInt64 { return JSONNumber(integer) }
        if type == UInt32.self, let integer = value as? UInt32 { return JSONNumber(integer) }
        if type == UInt16.self, let integer = value as? UInt16 { return JSONNumber(integer) }
        if type == UInt8.self, let integer = value as? UInt8 { return JSONNumber(integer) }
        if type == UInt128.self, let integer = value as? UInt128 { return JSONNumber(integer) }
        return nil
    }
}

/// The place of a value, linked outwards: the path is built only when an error needs it.
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
