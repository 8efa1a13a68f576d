import JSON

/// The errors for JSON that does not match the protocol.
enum Mismatch {
    static func error(_ message: String) -> ValidationError {
        ValidationError(message, kind: .serialization)
    }

    /// Returns the error for a wrong token in place of a scalar; it names the token found and the class expected.
    static func scalar(_ node: JSONNode, _ type: String) -> ValidationError {
        switch node.kind {
        case .array: error("Unrecognized collection type class java.lang.\(type)")
        case .object: structure
        default: error("\(tokenName(node)) cannot be converted to \(type)")
        }
    }

    static func bool(_ node: JSONNode) -> ValidationError {
        node.kind == .string ? error("Unexpected token received from parser") : scalar(node, "Boolean")
    }

    static func binary(_ node: JSONNode) -> ValidationError {
        switch node.kind {
        case .array: error("Unrecognized collection type class java.nio.ByteBuffer")
        case .object: structure
        default: error("only base-64-encoded strings are convertible to bytes")
        }
    }

    static func list(_ node: JSONNode) -> ValidationError {
        node.kind == .object ? structure : error("Unexpected field type")
    }

    static func map(_ node: JSONNode) -> ValidationError {
        guard node.kind == .array else { return error("Unexpected field type") }
        return error(
            "Unrecognized collection type java.util.Map<java.lang.String, "
                + "com.amazonaws.dynamodb.v20120810.AttributeValue>")
    }

    static func value(_ node: JSONNode) -> ValidationError {
        guard node.kind == .array else { return error("Unexpected value type in payload") }
        return error("Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue")
    }

    private static let structure = error("Start of structure or map found where not expected")

    private static func tokenName(_ node: JSONNode) -> String {
        switch node.kind {
        case .bool: node.bool == true ? "TRUE_VALUE" : "FALSE_VALUE"
        case .number: isWhole(node) ? "NUMBER_VALUE" : "DECIMAL_VALUE"
        case .null: "NULL_VALUE"
        default: "STRING_VALUE"
        }
    }

    private static func isWhole(_ node: JSONNode) -> Bool {
        node.number?.text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 } ?? false
    }
}
