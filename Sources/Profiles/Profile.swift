public import JSON
public import Platform
public import Time

/// The facts about a user from themselves or their token.
public struct Profile: Equatable, Sendable {
    /// The user's id.
    public let userID: UserID
    /// The user's name, of 1 to 200 characters.
    public let name: String
    /// The user's address; nil if there is none.
    public let email: String?
    /// A Boolean value that is true if a token, an administrator or a service vouched for the address.
    ///
    /// Mail goes to no other address.
    public let isEmailVouched: Bool
    /// The user's language, as `fr-CA`; nil if unknown.
    public let locale: String?
    /// The IANA zone that the user lives in; nil if unknown.
    public let timezone: String?
    /// The time when the profile was created.
    public let createdAt: Instant

    /// Creates a profile of the given parts.
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
    /// Writes the whole profile; unknown members are absent, not null.
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
