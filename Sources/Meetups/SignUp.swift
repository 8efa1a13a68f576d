public import Platform
import Profiles
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
    /// The language that they read.
    public let language: Language

    /// A sign-up of that person.
    public init(
        person: Identity, meetupID: String, signedUpAt: Instant, calendarID: UUIDv7, language: Language = .english
    ) {
        self.person = person
        self.language = language
        self.meetupID = meetupID
        self.signedUpAt = signedUpAt
        self.calendarID = calendarID
    }
}

extension SignUp {
    /// How the user is reached, kept so that changes can be told later on.
    var contact: Contact { Contact(person, language: language) }
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
