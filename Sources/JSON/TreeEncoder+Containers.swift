/// The members of an object, as an encoder writes them.
///
/// Its generic functions stand for all those that the protocol lists type by type.
struct KeyedTreeEncoder<Tree: EncodableTree, Key: CodingKey>: KeyedEncodingContainerProtocol {
    let members: DraftObject<Tree>
    let place: EncodingPlace?

    var codingPath: [any CodingKey] { place?.codingPath ?? [] }

    mutating func encodeNil(forKey key: Key) throws {
        members.members[key.stringValue] = .tree(.null)
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        members.members[key.stringValue] = try TreeEncoder.encode(value, at: EncodingPlace(place, key))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nested(key).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        nested(SuperKey())
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        nested(key)
    }

    private func nested(_ key: some CodingKey) -> TreeEncoder<Tree> {
        let encoder = TreeEncoder<Tree>(EncodingPlace(place, key))
        members.members[key.stringValue] = .encoder(encoder)
        return encoder
    }
}

/// The elements of an array, as an encoder writes them one after the other.
struct UnkeyedTreeEncoder<Tree: EncodableTree>: UnkeyedEncodingContainer {
    let elements: DraftArray<Tree>
    let place: EncodingPlace?

    var codingPath: [any CodingKey] { place?.codingPath ?? [] }
    var count: Int { elements.elements.count }

    mutating func encodeNil() throws {
        elements.elements.append(.tree(.null))
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        elements.elements.append(try TreeEncoder.encode(value, at: EncodingPlace(place, ElementKey(count))))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        nested().unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        nested()
    }

    private func nested() -> TreeEncoder<Tree> {
        let encoder = TreeEncoder<Tree>(EncodingPlace(place, ElementKey(count)))
        elements.elements.append(.encoder(encoder))
        return encoder
    }
}

/// The one value that a type encodes itself as.
struct SingleValueTreeEncoder<Tree: EncodableTree>: SingleValueEncodingContainer {
    let encoder: TreeEncoder<Tree>
    let place: EncodingPlace?

    var codingPath: [any CodingKey] { place?.codingPath ?? [] }

    mutating func encodeNil() throws {
        encoder.set(.tree(.null))
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        encoder.set(try TreeEncoder.encode(value, at: place))
    }
}
