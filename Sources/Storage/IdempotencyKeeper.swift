public import DynamoDB
public import Platform

/// Answers for the first answers that are kept for a day: they say nothing of a user that is not said elsewhere.
public struct IdempotencyKeeper: PersonalDataKeeper {
    /// The keeper of every user's claims.
    public init() {}

    /// Where claims are.
    public var sortKeys: SortKeys { .beginning(IdempotencyClaim.prefix) }
    /// False: a claim is gone after a day.
    public var makesUserKnown: Bool { false }

    /// Shows nothing.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] { items.map { _ in nil } }
}
