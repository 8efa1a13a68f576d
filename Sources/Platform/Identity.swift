public import Time

/// The caller's identity, from their token.
public struct Identity: Equatable, Sendable {
    /// The user's id.
    public let userID: UserID
    /// The user's mail address; nil when the token has none that mail could go to.
    public let email: String?
    /// Whether the address is verified; false only if the token says so.
    public let isEmailVerified: Bool
    /// The user's name.
    public let name: String
    /// The user's roles.
    public let roles: Set<Role>
    /// The user's language, such as `fr-CA`; nil when the token has none.
    public let locale: String?
    /// The user's IANA time zone; nil when the token has none.
    public let timezone: String?

    /// Creates an identity; by default any address counts as verified, and the name is `Student`.
    public init(
        userID: UserID, email: String? = nil, isEmailVerified: Bool = true, name: String = "Student",
        roles: Set<Role> = [], locale: String? = nil, timezone: String? = nil
    ) {
        self.userID = userID
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.name = name
        self.roles = roles
        self.locale = locale
        self.timezone = timezone
    }

    /// The address for mail; nil if there is none or it is known to be unverified.
    public var mailAddress: String? {
        isEmailVerified ? email : nil
    }

    /// Returns whether the user has one of these roles.
    public func isAny(of roles: Set<Role>) -> Bool {
        !self.roles.isDisjoint(with: roles)
    }
}

/// A role of a user; a token can contain several.
public enum Role: String, Sendable, CaseIterable {
    case student
    case mentor
    case organizer
    case admin
    case service
}

extension Set<Role> {
    /// The roles that manage the data of all users, and the programs that do so for them.
    public static let keepers: Set<Role> = [.admin, .service]
}

/// A user's id: 1 to 128 printable ASCII characters except `#`, which separates the parts of a key.
public struct UserID: Hashable, Sendable, CustomStringConvertible {
    /// The id itself.
    public let text: String

    /// Creates an id; nil if the text is invalid.
    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x23 })
        else { return nil }
        self.text = text
    }

    /// Creates the id of a user for whom none was given.
    public init(_ id: UUIDv7) {
        text = id.description
    }

    /// The id itself.
    public var description: String { text }
}
