import JSON

/// The service's errors for JSON of the wrong type, in the words of the Java library that parses its requests.
extension JSONNode {
    func wrongScalar(for type: String) -> ServiceFailure {
        switch kind {
        case .object: .unexpectedStructure
        case .array: .unexpectedCollection("class java.lang.\(type)")
        case .string where type == "Boolean": .serialization("Unexpected token received from parser")
        default: .serialization("\(tokenName) cannot be converted to \(type)")
        }
    }

    private var tokenName: String {
        switch kind {
        case .bool: bool == true ? "TRUE_VALUE" : "FALSE_VALUE"
        case .string: "STRING_VALUE"
        case .number: number?.text.contains { ".eE".contains($0) } == true ? "DECIMAL_VALUE" : "NUMBER_VALUE"
        case .null: "NULL_VALUE"
        case .array, .object: "STRUCTURE"
        }
    }

    func mustBeBoolean() throws(ServiceFailure) {
        guard kind == .bool else { throw wrongScalar(for: "Boolean") }
    }

    var notAList: ServiceFailure {
        kind == .object ? .unexpectedStructure : .serialization("Unexpected field type")
    }

    func notAMap(of valueType: String) -> ServiceFailure {
        kind == .array
            ? .unexpectedCollection("java.util.Map<java.lang.String, \(valueType)>")
            : .serialization("Unexpected field type")
    }

    func mustBeStructure(_ name: String, isElement: Bool) throws(ServiceFailure) {
        switch kind {
        case .object: return
        case .array: throw .unexpectedCollection("class com.amazonaws.dynamodb.v20120810.\(name)")
        default: throw .serialization(isElement ? "Unexpected value type in payload" : "Unexpected field type")
        }
    }

    /// Appends the value as the service quotes it, up to a limit of bytes.
    func describe(in text: inout String, upTo limit: Int) {
        guard text.utf8.count < limit else { return }
        switch kind {
        case .null: text += "null"
        case .bool: text += bool == true ? "true" : "false"
        case .number: text += (number?.text ?? "").prefix(limit)
        case .string: text += (string ?? "").prefix(limit)
        case .array:
            text += "["
            for (index, element) in elements.enumerated() where text.utf8.count < limit {
                if index > 0 { text += ", " }
                element.describe(in: &text, upTo: limit)
            }
            text += "]"
        case .object:
            text += "{"
            var separator = ""
            for (key, value) in members where text.utf8.count < limit {
                text += separator + key + "="
                separator = ", "
                value.describe(in: &text, upTo: limit)
            }
            text += "}"
        }
    }
}
