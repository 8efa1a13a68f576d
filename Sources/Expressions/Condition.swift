/// What has to hold for an item: a ConditionExpression or a FilterExpression.
public struct Condition: Sendable {
    /// Which parameter the expression comes from.
    public enum Role: Sendable {
        case condition
        case filter
    }

    private let test: Test
    /// Every path that the condition names, in the order of the text.
    public let paths: [DocumentPath]

    public init(
        parsing text: String, as role: Role, with placeholders: inout Placeholders
    ) throws(ValidationError) {
        let kind: ExpressionKind = role == .condition ? .condition : .filter
        let syntax = try Parser.condition(text, kind: kind)
        (test, paths) = try TestResolver.resolve(syntax, in: kind, with: &placeholders)
    }

    /// Whether the condition holds for an item; for one that does not exist, an item without attributes.
    public func holds(for item: Item) -> Bool {
        test.holds(for: item)
    }
}
