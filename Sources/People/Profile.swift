public import JSON
public import Platform
public import Time

/// What someone says of themselves.
public struct Profile: Equatable, Sendable {
    /// Whose it is.
    public let userID: UserID
    /// What they are called, in 1 to 200 characters.
    public let name: String
    /// Where mail may go, as its owner or an administrator said and nobody verified; nil for nowhere.
    public let email: String?
    /// The language that they read, as `fr-CA`; nil when they did not say.
    public let locale: String?
    /// The IANA zone that they live in; nil when they did not say.
    public let timezone: String?
    /// When it was made.
    public let createdAt: Instant

    /// A profile of these parts.
    public init(
        userID: UserID, name: String, email: String? = nil, locale: String? = nil, timezone: String? = nil,
        createdAt: Instant
    ) {
        self.userID = userID
        self.name = name
        self.email = email
        self.locale = locale
        self.timezone = timezone
        self.createdAt = createdAt
    }
}

extension Profile: JSONWritable {
    /// Writes all of it; what was never said is absent, not null.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("userId", userID.text)
            json.member("name", name)
            json.member("createdAt", createdAt.iso8601)
            if let email { json.member("email", email) }
            if let locale { json.member("locale", locale) }
            if let timezone { json.member("timezone", timezone) }
        }
    }
}
