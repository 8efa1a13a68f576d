import JSON

/// The document as the page reads it.
struct DocumentTree {
    /// An area of the API.
    struct Tag {
        let name: String
        let description: String
    }

    private static let methods = ["get", "post", "put", "patch", "delete"]

    let root: JSONNode

    var title: String { text("title") }
    var version: String { text("version") }
    var summary: String { text("summary") }
    var description: String { text("description") }

    private func text(_ name: String) -> String { root["info"]?[name]?.string ?? "" }

    /// The areas, in order.
    var tags: [Tag] {
        (root["tags"]?.elements.map(\.self) ?? []).map { tag in
            Tag(name: tag["name"]?.string ?? "", description: tag["description"]?.string ?? "")
        }
    }

    /// All operations, in the order of their paths.
    var operations: [DocumentedOperation] {
        guard let paths = root["paths"] else { return [] }
        return paths.members.flatMap { path, item in
            Self.methods.compactMap { method in
                item[method].map { DocumentedOperation(method: method, path: path, node: $0) }
            }
        }
    }

    /// Returns the operations of an area, in the order of their paths.
    func operations(of tag: String) -> [DocumentedOperation] {
        operations.filter { $0.node["tags"]?.elements.first?.string == tag }
    }

    /// Returns the components of a kind.
    func component(_ kind: String) -> JSONNode? { root["components"]?[kind] }

    /// Returns the component that a reference points to; any other node is returned unchanged.
    func resolved(_ node: JSONNode) -> JSONNode {
        guard let parts = node["$ref"]?.string?.split(separator: "/"), parts.count == 4 else { return node }
        return component(String(parts[2]))?[String(parts[3])] ?? node
    }
}

/// One endpoint, as described in the document.
struct DocumentedOperation {
    let method: String
    let path: String
    let node: JSONNode

    var id: String { node["operationId"]?.string ?? "" }
    var summary: String { node["summary"]?.string ?? id }
    /// An endpoint without a security requirement of its own has that of the whole document.
    var isPublic: Bool { node["security"].map { $0.elements.isEmpty } ?? false }
    var body: JSONNode? { node["requestBody"]?["content"]?["application/json"] }
}

extension JSONNode.Elements {
    /// Whether there are no elements.
    var isEmpty: Bool { first { _ in true } == nil }
    /// The first element; nil when there is none.
    var first: JSONNode? { first { _ in true } }
}
