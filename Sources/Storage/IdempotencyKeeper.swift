public import DynamoDB
public import Platform

/// The keeper of first answers, which are kept for a day and say nothing of a user that is not said elsewhere.
public struct IdempotencyKeeper: PersonalDataKeeper {
    /// Creates the keeper of all users' claims.
    public init() {}

    /// The sort keys of claims.
    public var sortKeys: SortKeys { .beginning(IdempotencyClaim.prefix) }
    /// False, since a claim expires after a day.
    public var makesUserKnown: Bool { false }

    /// Returns nothing to show.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] { items.map { _ in nil } }
}
