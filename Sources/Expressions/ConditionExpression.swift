/// A ConditionExpression or a FilterExpression.
public struct ConditionExpression: Sendable {
    /// The request parameter that holds the expression.
    public enum Role: Sendable {
        case condition
        case filter
    }

    private let test: Test
    /// Every path in the condition, in the order of the text.
    public let paths: [DocumentPath]

    public init(
        parsing text: String, as role: Role, with placeholders: inout Placeholders
    ) throws(ValidationError) {
        let kind: ExpressionKind = role == .condition ? .condition : .filter
        let syntax = try ExpressionParser.condition(text, kind: kind)
        (test, paths) = try TestResolver.resolve(syntax, in: kind, with: &placeholders)
    }

    /// Returns whether the condition holds for an item; pass an empty item for one that does not exist.
    public func holds(for item: Item) -> Bool {
        test.holds(for: item)
    }
}
