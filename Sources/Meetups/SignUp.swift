public import Platform
import Profiles
public import Time

/// A user's sign-up for a meetup.
public struct SignUp: Equatable, Sendable {
    /// The user who takes part.
    public let person: Identity
    /// The id of the meetup.
    public let meetupID: String
    /// The time of the first sign-up, which later ones do not change.
    public let signedUpAt: Instant
    /// The id of the user's calendar entry for this meetup, the same in every invitation.
    public let calendarID: UUIDv7
    /// The language of mails to the user.
    public let language: Language

    /// Creates a sign-up of the given user.
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
    /// The user's name and address, stored so that they can be told of changes later.
    var contact: Contact { Contact(person, language: language) }
}

/// The answer to a sign-up, the same for a repeated request.
public struct SignUpReceipt: Codable, Equatable, Sendable {
    /// The id of the meetup.
    public let meetupID: String
    /// The time of the first sign-up.
    public let signedUpAt: Instant

    /// Creates the receipt of a sign-up.
    public init(meetupID: String, signedUpAt: Instant) {
        self.meetupID = meetupID
        self.signedUpAt = signedUpAt
    }
}
