import JSON

/// A shell command that calls an endpoint with the document's example values.
struct CurlCommand {
    let text: String

    init(_ operation: DocumentedOperation, _ document: DocumentTree) {
        let parameters = (operation.node["parameters"]?.elements.map(\.self) ?? []).map(document.resolved)
        var lines = ["curl\(Self.option(for: operation)) \"$API\(Self.path(operation.path, parameters))\""]
        if !operation.isPublic { lines.append(#"-H "Authorization: Bearer $TOKEN""#) }
        if let example = operation.body?["example"] {
            lines.append("-H 'Content-Type: application/json'")
            lines.append("-d '\(example.indentedText)'")
        }
        text = lines.joined(separator: " \\\n  ")
    }

    private static func option(for operation: DocumentedOperation) -> String {
        operation.method == "get" ? "" : " -X \(operation.method.uppercased())"
    }

    /// Returns the path with each parameter replaced by an example.
    private static func path(_ path: String, _ parameters: [JSONNode]) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map { part in
            guard part.utf8.first == UInt8(ascii: "{") else { return String(part) }
            let name = String(part.dropFirst().dropLast())
            let parameter = parameters.first { $0["name"]?.string == name }
            return parameter?["example"]?.string ?? String(part)
        }
        return parts.joined(separator: "/")
    }
}
