/// The changes to an item: `[.set("status", to: "active"), .increment("registered", by: 1), .remove("hold")]`.
public struct Update: Equatable, Sendable, ExpressibleByArrayLiteral {
    /// One change to one attribute.
    public enum Change: Equatable, Sendable {
        case set(AttributePath, to: AttributeValue)
        /// Sets the attribute only if it is missing.
        case setIfMissing(AttributePath, to: AttributeValue)
        /// Copies another attribute.
        case copy(AttributePath, from: AttributePath)
        /// Adds to a number, which starts at zero if it is missing.
        case increment(AttributePath, by: Int)
        /// Appends to a list, which starts empty if it is missing.
        case append(AttributePath, [AttributeValue])
        case remove(AttributePath)
        /// Adds to a number, or adds elements to a set; either may be missing.
        case add(AttributePath, AttributeValue)
        /// Removes elements from a set.
        case delete(AttributePath, AttributeValue)
    }

    /// The changes: at least one, or the update is rejected, and no two of the same attribute.
    public var changes: [Change]

    /// Creates an update from changes.
    public init(_ changes: [Change]) {
        self.changes = changes
    }

    public init(arrayLiteral changes: Change...) {
        self.changes = changes
    }

    /// Returns the update in the service's syntax: one clause of each kind.
    func text(_ writer: inout ExpressionWriter) -> String {
        if changes.isEmpty { writer.refuse("an update has to change something") }
        var clauses: [(keyword: String, actions: [String])] = ["SET", "REMOVE", "ADD", "DELETE"].map { ($0, []) }
        for change in changes {
            let (clause, action) = change.text(&writer)
            clauses[clause].actions.append(action)
        }
        return clauses.filter { !$0.actions.isEmpty }
            .map { "\($0.keyword) \($0.actions.joined(separator: ", "))" }
            .joined(separator: " ")
    }
}

extension Update.Change {
    fileprivate func text(_ writer: inout ExpressionWriter) -> (clause: Int, action: String) {
        switch self {
        case .set(let path, let value):
            return (0, "\(writer.alias(path)) = \(writer.alias(value))")
        case .setIfMissing(let path, let value):
            let name = writer.alias(path)
            return (0, "\(name) = if_not_exists(\(name), \(writer.alias(value)))")
        case .copy(let path, let source):
            return (0, "\(writer.alias(path)) = \(writer.alias(source))")
        case .increment(let path, let amount):
            let name = writer.alias(path)
            return (0, "\(name) = if_not_exists(\(name), \(writer.alias(0))) + \(writer.alias(.number(amount)))")
        case .append(let path, let elements):
            let name = writer.alias(path)
            return (
                0,
                "\(name) = list_append(if_not_exists(\(name), \(writer.alias([]))), \(writer.alias(.list(elements))))"
            )
        case .remove(let path):
            return (1, writer.alias(path))
        case .add(let path, let value):
            return (2, "\(writer.alias(path)) \(writer.alias(value))")
        case .delete(let path, let value):
            return (3, "\(writer.alias(path)) \(writer.alias(value))")
        }
    }
}
