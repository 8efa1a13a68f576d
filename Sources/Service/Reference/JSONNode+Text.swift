import JSON

extension JSONNode {
    /// The value formatted for reading, with each member on its own line.
    var indentedText: String { text(indent: "") }

    private func text(indent: String) -> String {
        switch kind {
        case .object: block("{", "}", indent, members.map { "\"\($0.key)\": \($0.value.text(indent: indent + "  "))" })
        case .array: block("[", "]", indent, elements.map { $0.text(indent: indent + "  ") })
        default: plainText
        }
    }

    private func block(_ start: String, _ end: String, _ indent: String, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return start + end }
        let inner = lines.map { "\n\(indent)  \($0)" }.joined(separator: ",")
        return "\(start)\(inner)\n\(indent)\(end)"
    }

    private var plainText: String {
        var json = JSONWriter()
        json.node(self)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
