public import JSON

/// An attribute value is a tree like JSON's, so JSON's Codable bridge applies to it as well; sets are read as arrays.
extension AttributeValue: DecodableTree, EncodableTree {
    public var isNull: Bool { self == .null }

    public var decodableElements: [any DecodableTree]? {
        switch self {
        case .list(let elements): elements
        case .stringSet(let texts): texts.sorted().map(AttributeValue.string)
        case .numberSet(let numbers): numbers.map(AttributeValue.number)
        case .binarySet(let parts): parts.map(AttributeValue.binary)
        default: nil
        }
    }

    public var decodableMembers: (any DecodableMembers)? { map }

    public static func array(_ elements: [AttributeValue]) -> AttributeValue { .list(elements) }
    public static func object(_ members: [String: AttributeValue]) -> AttributeValue { .map(members) }
}

extension Item {
    /// Encodes a value as attributes; it must encode as an object.
    public init(encoding value: some Encodable) throws(DynamoDBError) {
        do throws(JSONError) {
            let tree = try encodeTree(value, as: AttributeValue.self)
            guard let members = tree.map else { throw JSONError(problem: "expected an object") }
            self = members
        } catch {
            throw .unexpectedItem(error)
        }
    }

    /// Decodes the item; attributes that the type does not have are ignored.
    public func decode<Model: Decodable>(_ type: Model.Type = Model.self) throws(DynamoDBError) -> Model {
        do throws(JSONError) {
            return try decodeTree(type, from: AttributeValue.map(self))
        } catch {
            throw .unexpectedItem(error)
        }
    }
}
