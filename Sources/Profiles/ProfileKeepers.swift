public import DynamoDB
import JSON
public import Platform
public import Storage

/// Answers for profiles.
public struct ProfileKeeper: PersonalDataKeeper {
    /// The keeper of every user's profile.
    public init() {}

    /// Where a profile is.
    public var sortKeys: SortKeys { .only(ProfileKeys.profile) }

    /// Shows the whole profile.
    public func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?] {
        try items.map { try Profile($0, of: user).written }
    }
}

/// Answers for the records that users were erased, which stay: only that the user was erased is no word about them.
public struct ErasureKeeper: PersonalDataKeeper {
    /// The keeper of every user's record.
    public init() {}

    /// Where the record is.
    public var sortKeys: SortKeys { .only(ProfileKeys.erasure) }
    /// False: nothing is known of a user who was erased.
    public var makesUserKnown: Bool { false }

    /// Shows when it was, but not who asked for it: that is another's id where it was an administrator.
    public func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?] {
        try items.map { try $0.decode(Erasure.self).written }
    }
}
