import Expressions
import TableStore

/// The key of a table or an index: the names and types of its attributes.
struct KeyForm {
    struct Part {
        let name: Text
        let kind: KeyAttribute.Kind
    }

    private static let longestHash = 2048
    private static let longestRange = 1024

    let hash: Part
    let range: Part?

    init(_ schema: KeySchema, of definition: TableDefinition) {
        hash = Self.part(schema.hash, of: definition)
        range = schema.range.map { Self.part($0, of: definition) }
    }

    private static func part(_ name: String, of definition: TableDefinition) -> Part {
        let kind = definition.attributes.first { $0.name == name }?.kind
        return Part(name: Text(name), kind: kind ?? .string)
    }

    var parts: [Part] { range.map { [hash, $0] } ?? [hash] }

    /// Returns the key in a request's `Key`, which must consist of exactly the key's attributes with their types.
    func key(exactly item: Item) throws -> ItemKey {
        guard item.count == (range == nil ? 1 : 2) else { throw ServiceFailure.wrongKey }
        return try key(ofKeyIn: item)
    }

    /// Returns the key in an item, with errors worded as for keys.
    func key(ofKeyIn item: Item) throws -> ItemKey {
        for part in parts {
            guard let value = item[part.name], value.typeName == part.kind.rawValue else {
                throw ServiceFailure.wrongKey
            }
        }
        return try key(checked: item)
    }

    /// Returns the key of a whole item to be stored, with errors worded as for items.
    func key(of item: Item) throws -> ItemKey {
        for part in parts {
            guard let value = item[part.name] else {
                throw ServiceFailure.invalidParameters("Missing the key \(part.name) in the item")
            }
            guard value.typeName == part.kind.rawValue else {
                throw ServiceFailure.invalidParameters(
                    "Type mismatch for key \(part.name) expected: \(part.kind.rawValue) actual: \(value.typeName)")
            }
        }
        return try key(checked: item)
    }

    private func key(checked item: Item) throws -> ItemKey {
        for part in parts {
            guard let empty = item[part.name]?.emptyKeyKind else { continue }
            throw ServiceFailure.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
                    + "an empty \(empty) value. Key: \(part.name)")
        }
        try checkLengths(of: item)
        return try ItemKey(hash: bytes(of: hash, in: item), range: range.map { try bytes(of: $0, in: item) } ?? [])
    }

    func checkLengths(of item: Item) throws {
        if let value = item[hash.name], value.keyLength > Self.longestHash {
            throw ServiceFailure.invalidParameters(
                "Size of hashkey has exceeded the maximum size limit of\(Self.longestHash) bytes")
        }
        if let range, let value = item[range.name], value.keyLength > Self.longestRange {
            throw ServiceFailure.invalidParameters(
                "Aggregated size of all range keys has exceeded the size limit of \(Self.longestRange) bytes")
        }
    }

    private func bytes(of part: Part, in item: Item) throws -> [UInt8] {
        guard let bytes = item[part.name]?.orderedBytes else { throw ServiceFailure.wrongKey }
        return bytes
    }

    /// Returns the key of an item's entry in an index; nil if an attribute is missing.
    ///
    /// An item that is older than the index may have values of any type and length there; those that can't be keys
    /// count as missing.
    func entryKey(of item: Item) -> ItemKey? {
        guard let hashBytes = entryBytes(of: hash, in: item, upTo: Self.longestHash) else { return nil }
        guard let range else { return ItemKey(hash: hashBytes) }
        let rangeBytes = entryBytes(of: range, in: item, upTo: Self.longestRange)
        return rangeBytes.map { ItemKey(hash: hashBytes, range: $0) }
    }

    private func entryBytes(of part: Part, in item: Item, upTo longest: Int) -> [UInt8]? {
        guard let value = item[part.name], value.typeName == part.kind.rawValue, value.emptyKeyKind == nil,
            value.keyLength <= longest
        else { return nil }
        return value.orderedBytes
    }
}

extension Value {
    /// The service's name for an empty key value of this type; nil if the value is not empty.
    var emptyKeyKind: String? {
        switch self {
        case .string(let text) where text.utf8.isEmpty: "string"
        case .binary(let bytes) where bytes.isEmpty: "binary"
        default: nil
        }
    }

    /// The length that the service limits; numbers are always short enough.
    var keyLength: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .binary(let bytes): bytes.count
        default: 0
        }
    }
}
