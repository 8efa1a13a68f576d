/// The kind of an expression, which the service names in every error.
enum ExpressionKind: String {
    case condition = "ConditionExpression"
    case filter = "FilterExpression"
    case keyCondition = "KeyConditionExpression"
    case update = "UpdateExpression"
    case projection = "ProjectionExpression"

    func error(_ problem: String) -> ValidationError {
        ValidationError("Invalid \(rawValue): \(problem)")
    }
}
