public import DynamoDB
public import Platform
public import Storage

/// The keeper of the counts of users' mails on a day.
public struct MailCountKeeper: PersonalDataKeeper {
    /// Creates the keeper of all users' counts.
    public init() {}

    /// The sort keys of counts.
    public var sortKeys: SortKeys { .beginning(MailCount.prefix) }
    /// False, since a count expires after a few days.
    public var makesUserKnown: Bool { false }

    /// Returns nothing to show, since users have the mails themselves.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] { items.map { _ in nil } }
}
