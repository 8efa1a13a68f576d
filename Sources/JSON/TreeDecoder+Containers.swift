/// The members of an object, as a decoder sees them.
///
/// The protocol lists a function for every type. Those used for nearly every value are written out, because they need
/// no casts; the generic ones handle the rest.
struct KeyedTreeDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let members: any DecodableMembers
    private let decoder: TreeDecoder

    init(_ members: any DecodableMembers, decoder: TreeDecoder) {
        self.members = members
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.allKeys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members.member(key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try decoder.string(member(key), at: key)
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try decoder.bool(member(key), at: key)
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try decoder.integer(type, member(key), at: key)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        try presentMember(key).map { try decoder.string($0, at: key) }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.decode(type, from: member(key), at: key)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try presentMember(key).map { try decoder.decode(type, from: $0, at: key) }
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

    private func nested(_ key: some CodingKey) throws -> TreeDecoder {
        TreeDecoder(try member(key), parent: decoder, key: key)
    }

    private func presentMember(_ key: Key) -> (any DecodableTree)? {
        guard let member = members.member(key.stringValue), !member.isNull else { return nil }
        return member
    }

    private func member(_ key: some CodingKey) throws -> any DecodableTree {
        guard let member = members.member(key.stringValue) else {
            let path = codingPath + [key]
            throw DecodingError.keyNotFound(key, .init(codingPath: path, debugDescription: ReaderProblem.missing))
        }
        return member
    }
}

/// The elements of an array, as a decoder reads them in turn.
struct UnkeyedTreeDecoder: UnkeyedDecodingContainer {
    private let elements: [any DecodableTree]
    private let decoder: TreeDecoder
    private(set) var currentIndex = 0

    init(_ elements: [any DecodableTree], decoder: TreeDecoder) {
        self.elements = elements
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

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

    private func nested() throws -> TreeDecoder {
        TreeDecoder(try current(), parent: decoder, key: ElementKey(currentIndex))
    }

    private func current() throws -> any DecodableTree {
        guard !isAtEnd else {
            let path = codingPath + [ElementKey(currentIndex)]
            throw DecodingError.valueNotFound(
                Any.self, .init(codingPath: path, debugDescription: ReaderProblem.missing))
        }
        return elements[currentIndex]
    }

    private mutating func advance() {
        currentIndex += 1
    }
}

/// A decoder's own value.
struct SingleValueTreeDecoder: SingleValueDecodingContainer {
    let decoder: TreeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { decoder.tree.isNull }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoder.decode(type, from: decoder.tree, at: nil)
    }
}

/// The key under which a class encodes its superclass.
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
