/// A ProjectionExpression, or a list of attributes.
public struct Projection: Sendable {
    private let tree: ProjectionTree
    /// Every path in the projection, in the order of the text.
    public let paths: [DocumentPath]

    public init(parsing text: String, with placeholders: inout Placeholders) throws(ValidationError) {
        var parser = try ExpressionParser(text, kind: .projection)
        var written: [Syntax.Path] = []
        repeat {
            written.append(try parser.path())
        } while parser.skip(UInt8(ascii: ","))
        try parser.finish()
        var paths: [DocumentPath] = []
        for path in written { paths.append(try path.resolved(in: .projection, with: &placeholders)) }
        try paths.requireApart(in: .projection)
        self.init(paths)
    }

    /// A projection of whole attributes.
    public init(attributes: [Text]) {
        self.init(attributes.map { DocumentPath($0) })
    }

    init(_ paths: [DocumentPath]) {
        self.paths = paths
        var tree = ProjectionTree()
        for path in paths { tree.insert(path.allSteps[...]) }
        self.tree = tree
    }

    /// Returns the selected parts that the item has; selected elements of lists are kept in order, without gaps.
    public func project(_ item: Item) -> Item {
        tree.project(item)
    }
}

/// The paths of a projection as a tree.
private struct ProjectionTree: Sendable {
    private var isWhole = false
    private var members: [Text: ProjectionTree] = [:]
    private var elements: [Int: ProjectionTree] = [:]

    mutating func insert(_ steps: ArraySlice<DocumentPath.Step>) {
        switch steps.first {
        case nil: isWhole = true
        case .member(let name): members[name, default: ProjectionTree()].insert(steps.dropFirst())
        case .element(let index): elements[index, default: ProjectionTree()].insert(steps.dropFirst())
        }
    }

    func project(_ members: [Text: Value]) -> [Text: Value] {
        var projected: [Text: Value] = [:]
        for (name, tree) in self.members {
            if let value = members[name].flatMap({ tree.project($0) }) { projected[name] = value }
        }
        return projected
    }

    private func project(_ value: Value) -> Value? {
        guard !isWhole else { return value }
        switch value {
        case .map(let members):
            let projected = project(members)
            return projected.isEmpty ? nil : .map(projected)
        case .list(let elements):
            let projected = project(elements)
            return projected.isEmpty ? nil : .list(projected)
        default:
            return nil
        }
    }

    private func project(_ elements: [Value]) -> [Value] {
        self.elements.sorted { $0.key < $1.key }.compactMap { index, tree in
            index < elements.count ? tree.project(elements[index]) : nil
        }
    }
}
