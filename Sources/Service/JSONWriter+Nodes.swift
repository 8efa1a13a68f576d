import JSON

extension JSONWriter {
    /// Writes a node as it is, the members of objects in the order in which they stand.
    mutating func node(_ node: JSONNode) {
        switch node.kind {
        case .object: object { json in json.members([node]) }
        case .array: array { json in for element in node.elements { json.node(element) } }
        default: value(node.value)
        }
    }

    /// Writes the members of all these objects, one after another, into the object that is open.
    mutating func members(_ nodes: [JSONNode]) {
        for node in nodes {
            for (key, value) in node.members {
                self.key(key)
                self.node(value)
            }
        }
    }
}
