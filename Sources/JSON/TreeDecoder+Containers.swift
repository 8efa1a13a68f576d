/// The members of an object, as a decoder sees them.
///
/// Its generic functions stand for all those that the protocol lists type by type.
struct KeyedTreeDecoder<Tree: DecodableTree, Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let members: Tree.Members
    private let decoder: TreeDecoder<Tree>

    init(_ members: Tree.Members, decoder: TreeDecoder<Tree>) {
        self.members = members
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.decode(type, from: member(key), at: key)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let member = members[key.stringValue], !member.isNull else { return nil }
        return try decoder.decode(type, from: member, at: key)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try superDecoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try superDecoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        try nested(SuperKey())
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        try nested(key)
    }

    private func nested(_ key: some CodingKey) throws -> TreeDecoder<Tree> {
        TreeDecoder(try member(key), parent: decoder, key: key)
    }

    private func member(_ key: some CodingKey) throws -> Tree {
        guard let member = members[key.stringValue] else {
            let path = codingPath + [key]
            throw DecodingError.keyNotFound(key, .init(codingPath: path, debugDescription: Problem.missing))
        }
        return member
    }
}

/// The elements of an array, as a decoder takes them one after the other.
struct UnkeyedTreeDecoder<Tree: DecodableTree>: UnkeyedDecodingContainer {
    private let elements: Tree.Elements
    private let decoder: TreeDecoder<Tree>
    private var position: Tree.Elements.Index
    private(set) var currentIndex = 0

    init(_ elements: Tree.Elements, decoder: TreeDecoder<Tree>) {
        self.elements = elements
        self.decoder = decoder
        position = elements.startIndex
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { position == elements.endIndex }

    mutating func decodeNil() throws -> Bool {
        guard try current().isNull else { return false }
        advance()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try decoder.decode(type, from: current(), at: ElementKey(currentIndex))
        advance()
        return value
    }

    mutating func decodeIfPresent<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        if try isAtEnd || decodeNil() { return nil }
        return try decode(type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try nested().container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try nested().unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let nested = try nested()
        advance()
        return nested
    }

    private func nested() throws -> TreeDecoder<Tree> {
        TreeDecoder(try current(), parent: decoder, key: ElementKey(currentIndex))
    }

    private func current() throws -> Tree {
        guard !isAtEnd else {
            let path = codingPath + [ElementKey(currentIndex)]
            throw DecodingError.valueNotFound(Any.self, .init(codingPath: path, debugDescription: Problem.missing))
        }
        return elements[position]
    }

    private mutating func advance() {
        position = elements.index(after: position)
        currentIndex += 1
    }
}

/// A decoder's own value.
struct SingleValueTreeDecoder<Tree: DecodableTree>: SingleValueDecodingContainer {
    let decoder: TreeDecoder<Tree>

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.tree.isNull }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoder.decode(type, from: decoder.tree, at: nil)
    }
}

/// The key under which classes keep what belongs to their superclass.
struct SuperKey: CodingKey {
    let stringValue = "super"
    let intValue: Int? = nil

    init() {}

    init?(stringValue: String) {
        guard stringValue == self.stringValue else { return nil }
    }

    init?(intValue: Int) {
        nil
    }
}
