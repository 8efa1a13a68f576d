public import DynamoDB
import JSON
public import Platform
public import Storage

/// The keeper of profiles.
public struct ProfileKeeper: PersonalDataKeeper {
    /// Creates the keeper of all users' profiles.
    public init() {}

    /// The sort key of a profile.
    public var sortKeys: SortKeys { .only(ProfileKeys.profile) }

    /// Returns the whole profile.
    public func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?] {
        try items.map { try Profile($0, of: user).written }
    }
}

/// The keeper of the records of erasures, which stay, since they say nothing else about the user.
public struct ErasureKeeper: PersonalDataKeeper {
    /// Creates the keeper of all users' records.
    public init() {}

    /// The sort key of a record.
    public var sortKeys: SortKeys { .only(ProfileKeys.erasure) }
    /// False, since nothing is known of a user who was erased.
    public var makesUserKnown: Bool { false }

    /// Returns the times, but not the id of the user who requested the erasure, who may be an administrator.
    public func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?] {
        try items.map { try $0.decode(Erasure.self).written }
    }
}
