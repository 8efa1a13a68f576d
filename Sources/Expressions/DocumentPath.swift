/// The path to a value in an item: an attribute's name, then members and elements.
public struct DocumentPath: Hashable, Sendable {
    /// A step into a map or a list.
    public enum Step: Hashable, Sendable {
        case member(Text)
        case element(Int)
    }

    public let attribute: Text
    public let steps: [Step]

    public init(_ attribute: Text, _ steps: [Step] = []) {
        self.attribute = attribute
        self.steps = steps
    }

    /// All steps, starting with the attribute.
    var allSteps: [Step] { [.member(attribute)] + steps }

    func value(in item: Item) -> Value? {
        guard var value = item[attribute] else { return nil }
        for step in steps {
            guard let next = value[step] else { return nil }
            value = next
        }
        return value
    }
}

extension Value {
    /// The member or element at the step, or nil if there is none.
    subscript(step: DocumentPath.Step) -> Value? {
        switch (step, self) {
        case (.member(let name), .map(let members)): members[name]
        case (.element(let index), .list(let elements)) where index < elements.count: elements[index]
        default: nil
        }
    }
}

extension DocumentPath: CustomStringConvertible {
    /// The path as written in the service's errors, such as `[a, [1], b]`.
    public var description: String {
        let texts = allSteps.map { step in
            switch step {
            case .member(let name): name.description
            case .element(let index): "[\(index)]"
            }
        }
        return "[\(texts.joined(separator: ", "))]"
    }
}

/// The relation of two paths in one expression.
enum PathRelation {
    case apart
    /// One is a prefix of the other, or they are equal.
    case overlapping
    /// One treats as a map what the other treats as a list.
    case conflicting

    init(_ one: DocumentPath, _ other: DocumentPath) {
        self = .overlapping
        for (step, counterpart) in zip(one.allSteps, other.allSteps) where step != counterpart {
            switch (step, counterpart) {
            case (.member, .member), (.element, .element): self = .apart
            default: self = .conflicting
            }
            return
        }
    }
}

extension [DocumentPath] {
    /// Throws if any two paths overlap or conflict; an overlap is reported before a conflict.
    func requireApart(in kind: ExpressionKind) throws(ValidationError) {
        var conflict: ValidationError?
        let sameAttribute = Dictionary(grouping: indices) { self[$0].attribute }
        for (index, path) in enumerated() {
            for earlier in sameAttribute[path.attribute] ?? [] where earlier < index {
                let other = self[earlier]
                switch PathRelation(other, path) {
                case .apart: continue
                case .overlapping: throw Self.error("overlap", other, path, kind)
                case .conflicting: conflict = conflict ?? Self.error("conflict", other, path, kind)
                }
            }
        }
        if let conflict { throw conflict }
    }

    private static func error(
        _ problem: String, _ one: DocumentPath, _ two: DocumentPath, _ kind: ExpressionKind
    ) -> ValidationError {
        kind.error(
            "Two document paths \(problem) with each other; must remove or rewrite one of these paths; "
                + "path one: \(one), path two: \(two)")
    }
}
