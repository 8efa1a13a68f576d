public import Platform
public import Storage
public import Time

/// Knows who is signed up for what.
public protocol SignUpReading {
    /// The ids of the meetups that the person is signed up for.
    func signedUpMeetups(of user: UserID) throws -> Set<String>
}

/// Keeps sign-ups, and with each change what it entails: all of it or nothing.
public protocol SignUpWriting {
    /// Adds a sign-up, and sends the invitation for it; throws the one that is there already.
    func add(
        _ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>

    /// Sends another invitation and keeps what calendars know it by; throws `InvitedRecently` when the last one went
    /// out later than `recent`.
    func inviteAgain(
        _ existing: ExistingSignUp, invitation: OutboxEntry, recent: Instant, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>

    /// Keeps the receipt of a request that changes nothing.
    func settle(_ existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt
}

/// A sign-up that was there before another one came.
public struct ExistingSignUp: Error, Equatable {
    /// Who is signed up.
    public let user: UserID
    /// What they were told the first time.
    public let receipt: SignUpReceipt
    /// What calendars know it by; a new one when it was kept without.
    public let calendarID: UUIDv7
    /// When the last invitation went out; nil when none did, or nobody wrote it down.
    public let lastInviteAt: Instant?

    /// A sign-up as it was found.
    public init(user: UserID, receipt: SignUpReceipt, calendarID: UUIDv7, lastInviteAt: Instant?) {
        self.user = user
        self.receipt = receipt
        self.calendarID = calendarID
        self.lastInviteAt = lastInviteAt
    }
}

/// The last invitation is so recent that another one would be a nuisance.
public struct InvitedRecently: Error, Equatable {
    /// The error; there is nothing to say about it.
    public init() {}
}
