public import Platform
public import Profiles
public import Storage
public import Time

/// Knows who is signed up for what.
public protocol SignUpReading {
    /// Returns the ids of the meetups that the user is signed up for.
    func signedUpMeetups(of user: UserID) throws -> Set<String>
}

/// Keeps sign-ups, and with each change what follows from it: all of it or nothing.
public protocol SignUpWriting {
    /// The user's sign-up for that meetup; nil when there is none.
    ///
    /// A time that can't be read is `now`.
    func signUp(of user: UserID, for meetupID: String, at now: Instant) throws -> ExistingSignUp?

    /// Adds a sign-up with its invitation; nil when there is one already.
    func add(_ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?) throws -> Settlement<SignUpReceipt>?

    /// Sends another invitation and keeps what calendars know it by; nil when the sign-up is gone, or the last
    /// invitation went out later than `recent`.
    func inviteAgain(
        _ existing: ExistingSignUp, as calendarID: UUIDv7, invitation: OutboxEntry, recent: Instant,
        claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>?

    /// Keeps the receipt of a request that changes nothing; nil when the sign-up is gone.
    func keepReceipt(of existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt?

    /// Removes the sign-up with the news of it; false when it is another one by now, or gone.
    func remove(_ existing: ExistingSignUp, news: OutboxEntry?) throws -> Bool
}

/// A sign-up that is there.
public struct ExistingSignUp: Equatable, Sendable {
    /// The user who is signed up.
    public let user: UserID
    /// What they were told the first time.
    public let receipt: SignUpReceipt
    /// What calendars know it by; nil when it was kept without.
    public let calendarID: UUIDv7?
    /// How the user was reached when they signed up; nil when nobody kept it.
    public let contact: Contact?
    /// When the last invitation went out; nil when none did.
    public let lastInviteAt: Instant?

    /// A sign-up as it was found.
    public init(
        user: UserID, receipt: SignUpReceipt, calendarID: UUIDv7?, contact: Contact? = nil, lastInviteAt: Instant?
    ) {
        self.user = user
        self.receipt = receipt
        self.calendarID = calendarID
        self.contact = contact
        self.lastInviteAt = lastInviteAt
    }
}
