public import DynamoDB
public import Platform
import Storage

/// The keys of a user's profile, and of the record that remains after an erasure.
///
///     STUDENT#u   PROFILE    what is known of the user
///     STUDENT#u   ERASURE    the record that all else was erased, when and at whose request
public enum ProfileKeys {
    /// The sort key of a profile.
    public static let profile = "PROFILE"
    /// The sort key of an erasure's record.
    public static let erasure = "ERASURE"

    /// Returns the key of a user's profile.
    public static func profile(of user: UserID) -> Item { .key(partition(of: user), profile) }

    /// Returns the key of the record that a user was erased.
    public static func erasure(of user: UserID) -> Item { .key(partition(of: user), erasure) }
}
