extension Condition {
    /// Returns the condition in the service's syntax, with its names and values aliased by `writer`.
    ///
    /// Combined conditions are in parentheses: the relative precedence of AND and OR doesn't matter.
    func text(_ writer: inout ExpressionWriter) -> String {
        switch self {
        case .compare(let left, let comparison, let right):
            "\(left.text(&writer)) \(comparison.rawValue) \(right.text(&writer))"
        case .oneOf(let value, let choices): text(value, in: choices, &writer)
        case .exists(let path): "attribute_exists(\(writer.alias(path)))"
        case .isMissing(let path): "attribute_not_exists(\(writer.alias(path)))"
        case .isOfType(let path, let type):
            "attribute_type(\(writer.alias(path)), \(writer.alias(.string(type.rawValue))))"
        case .beginsWith(let path, let prefix): "begins_with(\(writer.alias(path)), \(prefix.text(&writer)))"
        case .contains(let path, let value): "contains(\(writer.alias(path)), \(value.text(&writer)))"
        case .both(let left, let right): "(\(left.text(&writer)) AND \(right.text(&writer)))"
        case .either(let left, let right): "(\(left.text(&writer)) OR \(right.text(&writer)))"
        case .not(let condition): "(NOT \(condition.text(&writer)))"
        }
    }

    private func text(_ value: Operand, in choices: [Operand], _ writer: inout ExpressionWriter) -> String {
        if choices.isEmpty { writer.refuse("a value has to be one of something") }
        let left = value.text(&writer)
        return "\(left) IN (\(choices.map { $0.text(&writer) }.joined(separator: ", ")))"
    }
}

extension Operand {
    func text(_ writer: inout ExpressionWriter) -> String {
        switch self {
        case .attribute(let path): writer.alias(path)
        case .size(let path): "size(\(writer.alias(path)))"
        case .value(let value): writer.alias(value)
        }
    }
}
