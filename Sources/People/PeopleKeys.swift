import DynamoDB
import Events
import Platform
import Profiles
import Storage

/// Where a person's items are, in the partition that other features share.
///
///     STUDENT#u   PROFILE    what they say of themselves
///     STUDENT#u   ERASURE    that all else was erased, when and by whom
enum PeopleKeys {
    static let profile = ProfileKeys.profile
    static let erasure = ProfileKeys.erasure
    /// How the keys of other features' items begin.
    static let claims = "IDEMPOTENCY#"
    static let meetupSignUps = "MEETUP_SIGNUP#"
    private static let registrations = "REGISTRATION#"

    static func key(_ sort: String, of user: UserID) -> Item { .key(partition(of: user), sort) }

    /// The event that a sort key points to; nil for all other keys.
    static func event(ofPointer sort: String) -> EventID? {
        sort.hasPrefix(registrations) ? EventID(String(sort.dropFirst(registrations.count))) : nil
    }
}
