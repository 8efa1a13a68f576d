public import JSON
public import Platform
public import Time

/// What a user says of themselves, or their token said of them.
public struct Profile: Equatable, Sendable {
    /// The user's id.
    public let userID: UserID
    /// What they are called, in 1 to 200 characters.
    public let name: String
    /// Their address; nil for none.
    public let email: String?
    /// Whether a token, an administrator or a service vouched for the address: mail goes to no other.
    public let isEmailVouched: Bool
    /// The language that they read, as `fr-CA`; nil when nobody said.
    public let locale: String?
    /// The IANA zone that they live in; nil when nobody said.
    public let timezone: String?
    /// When the profile was made.
    public let createdAt: Instant

    /// A profile of these parts.
    public init(
        userID: UserID, name: String, email: String? = nil, isEmailVouched: Bool = false, locale: String? = nil,
        timezone: String? = nil, createdAt: Instant
    ) {
        self.userID = userID
        self.name = name
        self.email = email
        self.isEmailVouched = isEmailVouched
        self.locale = locale
        self.timezone = timezone
        self.createdAt = createdAt
    }
}

extension Profile: JSONWritable {
    /// Writes all of it; what is not known is absent, not null.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("userId", userID.text)
            json.member("name", name)
            json.member("createdAt", createdAt.iso8601)
            if let email {
                json.member("email", email)
                json.member("emailVerified", isEmailVouched)
            }
            if let locale { json.member("locale", locale) }
            if let timezone { json.member("timezone", timezone) }
        }
    }
}
