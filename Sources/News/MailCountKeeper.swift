public import DynamoDB
public import Platform
public import Storage

/// Answers for how many mails users were sent on a day.
public struct MailCountKeeper: PersonalDataKeeper {
    /// The keeper of every user's counts.
    public init() {}

    /// Where the counts are.
    public var sortKeys: SortKeys { .beginning(MailCount.prefix) }
    /// False: a count is gone after a few days.
    public var makesUserKnown: Bool { false }

    /// Shows nothing: how many they were, users have in their own mailboxes.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] { items.map { _ in nil } }
}
