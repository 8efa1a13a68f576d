/// A change to one place in an item.
enum Edit {
    case set(Value)
    case remove
    /// No change, but the place must be one that could be written to.
    case keep
}

/// The edits of an update as a tree of paths, so that each map and list is rebuilt once.
struct EditTree {
    private var members: [(name: Text, node: Node)] = []

    private struct Node {
        var edit: Edit?
        var members: [Text: Node] = [:]
        var elements: [Int: Node] = [:]

        mutating func insert(_ edit: Edit, at steps: ArraySlice<DocumentPath.Step>) {
            switch steps.first {
            case nil: self.edit = edit
            case .member(let name): members[name, default: Node()].insert(edit, at: steps.dropFirst())
            case .element(let index): elements[index, default: Node()].insert(edit, at: steps.dropFirst())
            }
        }
    }

    mutating func insert(_ edit: Edit, at path: DocumentPath) throws(ValidationError) {
        if case .set(let value) = edit, path.steps.count + value.levels > ValueReader.deepestLevel {
            throw ValueReader.tooDeep
        }
        if let place = members.firstIndex(where: { $0.name == path.attribute }) {
            members[place].node.insert(edit, at: path.steps[...])
        } else {
            var node = Node()
            node.insert(edit, at: path.steps[...])
            members.append((path.attribute, node))
        }
    }

    func apply(to item: inout Item) throws(ValidationError) {
        for (name, node) in members { item[name] = try Self.apply(node, to: item[name]) }
    }
}

extension EditTree {
    private static let invalidPath = ValidationError(
        "The document path provided in the update expression is invalid for update")

    private static func apply(_ node: Node, to value: Value?) throws(ValidationError) -> Value? {
        if let edit = node.edit {
            switch edit {
            case .set(let new): return new
            case .remove: return nil
            case .keep: return value
            }
        }
        switch value {
        case .map(let members) where node.elements.isEmpty: return try apply(node.members, to: members)
        case .list(let elements) where node.members.isEmpty: return try apply(node.elements, to: elements)
        default: throw invalidPath
        }
    }

    private static func apply(_ nodes: [Text: Node], to members: [Text: Value]) throws(ValidationError) -> Value {
        var members = members
        for (name, node) in nodes { members[name] = try apply(node, to: members[name]) }
        return .map(members)
    }

    /// Applies edits by the list's original indices: removals come last, and elements beyond the end are appended in
    /// the order of their indices.
    private static func apply(_ nodes: [Int: Node], to elements: [Value]) throws(ValidationError) -> Value {
        var rebuilt: [Value?] = elements
        for (index, node) in nodes.sorted(by: { $0.key < $1.key }) {
            let isInside = index < elements.count
            let value = try apply(node, to: isInside ? elements[index] : nil)
            if isInside { rebuilt[index] = value } else { rebuilt.append(value) }
        }
        return .list(rebuilt.compactMap(\.self))
    }
}
