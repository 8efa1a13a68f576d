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

    /// Sends another invitation, unless the last one went out later than `recent`: then throws `InvitedRecently`.
    func inviteAgain(
        _ existing: ExistingSignUp, invitation: OutboxEntry, recent: Instant, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>

    /// Keeps the receipt of a request that changes nothing.
    func settle(_ existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt
}

/// A sign-up that was there before another one came.
public struct ExistingSignUp: Error, Equatable {
    public let user: UserID
    public let receipt: SignUpReceipt
    /// What calendars know it by.
    public let calendarID: UUIDv7
    public let lastInviteAt: Instant?

    public init(user: UserID, receipt: SignUpReceipt, calendarID: UUIDv7, lastInviteAt: Instant?) {
        self.user = user
        self.receipt = receipt
        self.calendarID = calendarID
        self.lastInviteAt = lastInviteAt
    }
}

/// The last invitation is so recent that another one would be a nuisance.
public struct InvitedRecently: Error, Equatable {
    public init() {}
}
