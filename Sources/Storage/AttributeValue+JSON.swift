import Bytes
import DynamoDB
import JSON

extension AttributeValue {
    /// The value for callers, without the table's types: bytes in base64, sets as sorted arrays.
    var json: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .number(let number): .number(number)
        case .binary(let bytes): .string(Base64.encode(bytes))
        case .bool(let flag): .bool(flag)
        case .null: .null
        case .list(let elements): .array(elements.map(\.json))
        case .map(let members): .object(members.mapValues(\.json))
        case .stringSet(let texts): .array(texts.sorted().map(JSONValue.string))
        case .numberSet(let numbers): .array(numbers.sorted { $0.text < $1.text }.map(JSONValue.number))
        case .binarySet(let parts): .array(parts.map(Base64.encode).sorted().map(JSONValue.string))
        }
    }
}
