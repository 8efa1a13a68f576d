/// The members of an object, as an encoder writes them.
///
/// The protocol lists a function for every type. Those used for nearly every value are written out, because they need
/// no casts; the generic ones handle the rest.
struct KeyedTreeEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let members: DraftObject
    let encoder: TreeEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil(forKey key: Key) throws {
        members.members[key.stringValue] = .null
    }

    mutating func encode(_ value: String, forKey key: Key) throws {
        members.members[key.stringValue] = .string(value)
    }

    mutating func encode(_ value: Bool, forKey key: Key) throws {
        members.members[key.stringValue] = .bool(value)
    }

    mutating func encode(_ value: Int, forKey key: Key) throws {
        members.members[key.stringValue] = .number(JSONNumber(value))
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        members.members[key.stringValue] = try encoder.draft(value, at: key)
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

    private func nested(_ key: some CodingKey) -> TreeEncoder {
        let nested = encoder.nested(key)
        members.members[key.stringValue] = .encoder(nested)
        return nested
    }
}

/// The elements of an array, as an encoder writes them in turn.
struct UnkeyedTreeEncoder: UnkeyedEncodingContainer {
    let elements: DraftArray
    let encoder: TreeEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { elements.elements.count }

    mutating func encodeNil() throws {
        elements.elements.append(.null)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        elements.elements.append(try encoder.draft(value, at: ElementKey(count)))
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

    private func nested() -> TreeEncoder {
        let nested = encoder.nested(ElementKey(count))
        elements.elements.append(.encoder(nested))
        return nested
    }
}

/// The single value that a type encodes itself as.
struct SingleValueTreeEncoder: SingleValueEncodingContainer {
    let encoder: TreeEncoder

    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil() throws {
        encoder.set(.null)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        encoder.set(try encoder.draft(value, at: nil))
    }
}
