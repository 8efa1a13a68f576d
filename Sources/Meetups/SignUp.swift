public import Platform
public import Time

/// That someone takes part in a meetup.
public struct SignUp: Equatable, Sendable {
    /// Who takes part.
    public let person: Identity
    /// In what.
    public let meetupID: String
    /// When they signed up first: signing up again changes nothing of it.
    public let signedUpAt: Instant
    /// What calendars know this person's entry for this meetup by, the same in every invitation.
    public let calendarID: UUIDv7

    /// A sign-up of that person.
    public init(person: Identity, meetupID: String, signedUpAt: Instant, calendarID: UUIDv7) {
        self.person = person
        self.meetupID = meetupID
        self.signedUpAt = signedUpAt
        self.calendarID = calendarID
    }
}

/// What signing up leaves the caller with, the same when the same request comes again.
public struct SignUpReceipt: Codable, Equatable, Sendable {
    /// What they are signed up for.
    public let meetupID: String
    /// Since when.
    public let signedUpAt: Instant

    /// The receipt of a sign-up.
    public init(meetupID: String, signedUpAt: Instant) {
        self.meetupID = meetupID
        self.signedUpAt = signedUpAt
    }
}
