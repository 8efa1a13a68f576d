import JSON

extension JSONWriter {
    /// Writes a node with the members of objects sorted by key, without converting it to values first.
    mutating func canonical(_ node: JSONNode) {
        switch node.kind {
        case .object:
            object { json in
                for (key, value) in node.members.sorted(by: { $0.key < $1.key }) {
                    json.key(key)
                    json.canonical(value)
                }
            }
        case .array: array { json in for element in node.elements { json.canonical(element) } }
        default: value(node.value)
        }
    }
}
