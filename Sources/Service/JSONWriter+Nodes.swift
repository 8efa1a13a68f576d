import JSON

extension JSONWriter {
    /// Writes a node unchanged, with the members of objects in document order.
    mutating func node(_ node: JSONNode) {
        switch node.kind {
        case .object: object { json in json.members([node]) }
        case .array: array { json in for element in node.elements { json.node(element) } }
        default: value(node.value)
        }
    }

    /// Writes the members of all these objects, in turn, into the open object.
    mutating func members(_ nodes: [JSONNode]) {
        for node in nodes {
            for (key, value) in node.members {
                self.key(key)
                self.node(value)
            }
        }
    }
}
