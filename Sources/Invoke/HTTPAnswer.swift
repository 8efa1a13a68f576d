import JSON

/// The HTTP response that API Gateway would make of a function's answer, formatted for reading.
struct HTTPAnswer {
    let text: String

    init(_ answer: [UInt8]) {
        let whole = String(decoding: answer, as: UTF8.self)
        guard let object = try? JSONDocument(parsing: answer).root, let status = object["statusCode"]?.int,
            let body = object["body"]?.string
        else {
            text = whole
            return
        }
        let headers = object["headers"].map { Array($0.members) } ?? []
        let lines = ["HTTP \(status)"] + headers.map { "\($0.key): \($0.value.string ?? "")" }
        text = (lines + ["", Self.indented(body)]).joined(separator: "\n")
    }

    /// Returns JSON indented with its members in the original order, and any other text unchanged.
    private static func indented(_ body: String) -> String {
        guard let document = try? JSONDocument(parsing: Array(body.utf8)) else { return body }
        return text(document.root, indent: "")
    }

    private static func text(_ node: JSONNode, indent: String) -> String {
        let deeper = indent + "  "
        switch node.kind {
        case .array:
            let elements = node.elements.map { deeper + text($0, indent: deeper) }
            return elements.isEmpty ? "[]" : "[\n\(elements.joined(separator: ",\n"))\n\(indent)]"
        case .object:
            let members = node.members.map { member in
                let key = String(decoding: JSONValue.string(member.key).json(), as: UTF8.self)
                return "\(deeper)\(key): \(text(member.value, indent: deeper))"
            }
            return members.isEmpty ? "{}" : "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
        case .null, .bool, .number, .string:
            return String(decoding: node.value.json(), as: UTF8.self)
        }
    }
}
