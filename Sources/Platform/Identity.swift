public import Time

/// Who is calling, as their token says.
public struct Identity: Equatable, Sendable {
    /// The person's id.
    public let userID: UserID
    /// Their address; nil when the token names none that mail could go to.
    public let email: String?
    /// False only when the token says so.
    public let isEmailVerified: Bool
    /// What they are called.
    public let name: String
    /// What they are allowed to be.
    public let roles: Set<Role>
    /// The language that they read, as `fr-CA`; nil when the token doesn't say.
    public let locale: String?
    /// The IANA zone that they live in; nil when the token doesn't say.
    public let timezone: String?

    /// An identity whose address, if any, counts as verified, and whose name is `Student`, unless told otherwise.
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

    /// Where mail may go: nowhere without an address, or when it is known to be unverified.
    public var mailAddress: String? {
        isEmailVerified ? email : nil
    }

    /// Whether the person is one of these.
    public func isAny(of roles: Set<Role>) -> Bool {
        !self.roles.isDisjoint(with: roles)
    }
}

/// What a person may be; a token can name several.
public enum Role: String, Sendable, CaseIterable {
    case student
    case mentor
    case organizer
    case admin
    case service
}

extension Set<Role> {
    /// Those who look after what is everybody's, and the programs that do it for them.
    public static let keepers: Set<Role> = [.admin, .service]
}

/// A person's id: 1 to 128 printable ASCII characters but `#`, which separates the parts of a key.
public struct UserID: Hashable, Sendable, CustomStringConvertible {
    /// The id itself.
    public let text: String

    /// Nil for a text that is no id.
    public init?(_ text: String) {
        guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x23 })
        else { return nil }
        self.text = text
    }

    /// The id of a person whom nobody named.
    public init(_ id: UUIDv7) {
        text = id.description
    }

    /// The id itself.
    public var description: String { text }
}
