public import Platform
public import Profiles
public import Storage
public import Time

/// A reader of sign-ups.
public protocol SignUpReading {
    /// Returns the ids of the meetups that the user is signed up for.
    func signedUpMeetups(of user: UserID) throws -> Set<String>
}

/// A store of sign-ups, which writes a change and its consequences together or not at all.
public protocol SignUpWriting {
    /// Returns the user's sign-up for the meetup; nil if there is none.
    ///
    /// A time that can't be read becomes `now`.
    func signUp(of user: UserID, for meetupID: String, at now: Instant) throws -> ExistingSignUp?

    /// Adds a sign-up with its invitation; returns nil if one exists already.
    func add(_ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?) throws -> Settlement<SignUpReceipt>?

    /// Sends another invitation and stores its calendar id.
    ///
    /// Returns nil if the sign-up is gone, or if the last invitation went out later than `recent`.
    func inviteAgain(
        _ existing: ExistingSignUp, as calendarID: UUIDv7, invitation: OutboxEntry, recent: Instant,
        claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>?

    /// Stores the receipt of a request that changes nothing; returns nil if the sign-up is gone.
    func keepReceipt(of existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt?

    /// Removes the sign-up with the news of it; returns false if it is gone or has been replaced.
    func remove(_ existing: ExistingSignUp, news: OutboxEntry?) throws -> Bool
}

/// A sign-up from the store.
public struct ExistingSignUp: Equatable, Sendable {
    /// The user who is signed up.
    public let user: UserID
    /// The answer to the first sign-up.
    public let receipt: SignUpReceipt
    /// The id of the calendar entry; nil if none was stored.
    public let calendarID: UUIDv7?
    /// The user's contact at the time of the sign-up; nil if none was stored.
    public let contact: Contact?
    /// The time of the last invitation; nil if there was none.
    public let lastInviteAt: Instant?

    /// Creates a sign-up of the given parts.
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
