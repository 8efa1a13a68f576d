import DynamoDB
import JSON
import Platform
import Scheduling
import Storage
import Testing
import Time

@testable import Meetups

/// Returns the moment that an ISO 8601 text names.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: text))
}

func user(_ id: String) throws -> UserID {
    try #require(UserID(id))
}

func person(
    _ id: String = "user-123", email: String? = "ada@example.com", isEmailVerified: Bool = true
) throws -> Identity {
    Identity(
        userID: try user(id), email: email, isEmailVerified: isEmailVerified, name: "Ada Lovelace",
        roles: [.student])
}

/// Returns a meetup in Chicago, by its day and its hour there.
func meetup(_ id: String = "weekly", day: Int = 6, hour: Int = 10, minutes: Int = 60) throws -> Meetup {
    Meetup(
        id: id, title: "Weekly", description: "What we do.",
        schedule: try Recurrence(
            dayOfWeek: day, hour: hour, minute: 0, zone: Zone(named: "America/Chicago", in: ZoneFiles())),
        duration: minutes, zoomLink: "https://zoom.us/j/1", hostName: "Rico Martinez", hostEmail: "rico@learnermax.com")
}

/// Returns the JSON of a listed meetup.
func json(_ meetup: ListedMeetup) -> String {
    var writer = JSONWriter()
    meetup.write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

/// A reader of sign-ups without a table.
struct KnownSignUps: SignUpReading {
    let meetupIDs: Set<String>

    func signedUpMeetups(of user: UserID) -> Set<String> { meetupIDs }
}

/// A store of sign-ups in memory, which records its calls.
final class RememberedSignUps: SignUpWriting {
    var existing: ExistingSignUp?
    /// The sign-up as another request leaves it just before the next invitation; nil if none comes between.
    var whatHappensMeanwhile: (signUp: ExistingSignUp?, Void)?
    /// The answer of an earlier request with the same key.
    var repeated: SignUpReceipt?

    private(set) var added: [SignUp] = []
    private(set) var invitations: [OutboxEntry] = []
    private(set) var settled: [ExistingSignUp] = []
    private(set) var claims = 0

    func signUp(of user: UserID, for meetupID: String, at now: Instant) -> ExistingSignUp? { existing }

    func add(
        _ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?
    ) -> Settlement<SignUpReceipt>? {
        if let repeated { return .repeated(repeated) }
        guard !isThere else { return nil }
        added.append(signUp)
        return .done(note(invitation, claim, signUp.receipt))
    }

    func inviteAgain(
        _ existing: ExistingSignUp, as calendarID: UUIDv7, invitation: OutboxEntry, recent: Instant,
        claim: IdempotencyClaim?
    ) -> Settlement<SignUpReceipt>? {
        if let whatHappensMeanwhile {
            self.whatHappensMeanwhile = nil
            self.existing = whatHappensMeanwhile.signUp
            return nil
        }
        return .done(note(invitation, claim, existing.receipt))
    }

    func keepReceipt(of existing: ExistingSignUp, claim: IdempotencyClaim?) -> SignUpReceipt? {
        settled.append(existing)
        return note(nil, claim, existing.receipt)
    }

    func remove(_ existing: ExistingSignUp, news: OutboxEntry?) -> Bool {
        self.existing = nil
        if let news { invitations.append(news) }
        return true
    }

    private var isThere: Bool { existing != nil }

    private func note(_ invitation: OutboxEntry?, _ claim: IdempotencyClaim?, _ receipt: SignUpReceipt) -> SignUpReceipt
    {
        if let invitation { invitations.append(invitation) }
        if claim != nil { claims += 1 }
        return receipt
    }
}

/// Returns the facts of the news in an entry.
func facts(_ entry: OutboxEntry) -> Item { entry.payload["facts"]?.map ?? [:] }
