public import DynamoDB
public import Platform
import Profiles
public import Storage
public import Time

/// The sign-ups in the table, under the user and by meetup in the index.
public struct SignUpRepository: SignUpReading, SignUpWriting {
    /// The beginning of the sort keys of sign-ups.
    static let prefix = "MEETUP_SIGNUP#"

    private let table: Table

    /// Creates a repository in the given table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns the ids of the meetups that the user is signed up for, from a single query.
    public func signedUpMeetups(of user: UserID) throws -> Set<String> {
        let query = Query(
            KeyCondition("PK", equals: .string(partition(of: user)), and: "SK", .beginsWith(.string(Self.prefix))),
            attributes: ["meetupId"])
        return Set(try table.all(query).compactMap { $0["meetupId"]?.string })
    }

    /// Returns the user's sign-up for the meetup; nil if there is none.
    public func signUp(of user: UserID, for meetupID: String, at now: Instant) throws -> ExistingSignUp? {
        try table.get(key(user, meetupID)).map { ExistingSignUp($0, of: user, for: meetupID, at: now) }
    }

    /// Adds a sign-up unless one exists, with its invitation and the claim in the same transaction.
    public func add(
        _ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>? {
        let put = TransactionAction.put(item(signUp, isInvited: invitation != nil), if: attribute("PK").isMissing)
        return try write([put], invitation, claim, signUp.receipt)
    }

    /// Sends another invitation if the last one is old enough, all in one transaction.
    public func inviteAgain(
        _ existing: ExistingSignUp, as calendarID: UUIDv7, invitation: OutboxEntry, recent: Instant,
        claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt>? {
        let isDue = attribute("lastInviteAt").isMissing || attribute("lastInviteAt") <= .string(recent.iso8601)
        let renewal = TransactionAction.update(
            key: key(existing.user, existing.receipt.meetupID),
            [
                .set("lastInviteAt", to: .string(invitation.createdAt.iso8601)),
                .set("calendarId", to: .string(calendarID.description)),
            ],
            if: attribute("PK").exists && isDue)
        return try write([renewal], invitation, claim, existing.receipt)
    }

    /// Stores the receipt under the claim, if there is one.
    public func keepReceipt(of existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt? {
        guard claim != nil else { return existing.receipt }
        let isThere = TransactionAction.check(
            key: key(existing.user, existing.receipt.meetupID), attribute("PK").exists)
        return try write([isThere], nil, claim, existing.receipt)?.answer
    }

    /// Removes the sign-up if it is still the same one, with the news in the same transaction.
    public func remove(_ existing: ExistingSignUp, news: OutboxEntry?) throws -> Bool {
        let id = attribute("calendarId")
        let isSame = existing.calendarID.map { id == .string($0.description) } ?? id.isMissing
        let removal = TransactionAction.delete(
            key: key(existing.user, existing.receipt.meetupID), if: attribute("PK").exists && isSame)
        return try table.transactUnlessOvertaken([removal] + [news?.put].compactMap(\.self))
    }

    private func write(
        _ actions: [TransactionAction], _ effect: OutboxEntry?, _ claim: IdempotencyClaim?, _ receipt: SignUpReceipt
    ) throws -> Settlement<SignUpReceipt>? {
        try unlessOvertaken {
            try table.transact(actions + [effect?.put].compactMap(\.self), claim: claim, answer: receipt)
        }
    }

    private func key(_ user: UserID, _ meetupID: String) -> Item {
        .key(partition(of: user), Self.prefix + meetupID)
    }

    /// Returns the item, with name and address so that the user can be told of changes later.
    private func item(_ signUp: SignUp, isInvited: Bool) -> Item {
        let signedUpAt = AttributeValue.string(signUp.signedUpAt.iso8601)
        var item = key(signUp.person.userID, signUp.meetupID)
        item["entityType"] = "MEETUP_SIGNUP"
        item["meetupId"] = .string(signUp.meetupID)
        item["signedUpAt"] = signedUpAt
        item["GSI1PK"] = "MEETUP#\(signUp.meetupID)"
        item["GSI1SK"] = "SIGNUP#\(signUp.signedUpAt.iso8601)#\(signUp.person.userID.text)"
        item["calendarId"] = .string(signUp.calendarID.description)
        item.merge(signUp.contact.item) { _, new in new }
        item["lastInviteAt"] = isInvited ? signedUpAt : nil
        return item
    }
}

extension SignUp {
    var receipt: SignUpReceipt { SignUpReceipt(meetupID: meetupID, signedUpAt: signedUpAt) }
}

extension ExistingSignUp {
    /// Reads any item under a sign-up's key, even from a version that stored less.
    ///
    /// A time that can't be read becomes `now`.
    init(_ item: Item, of user: UserID, for meetupID: String, at now: Instant) {
        let signedUpAt = item["signedUpAt"]?.string.flatMap { Instant(iso8601: $0) }
        self.init(
            user: user, receipt: SignUpReceipt(meetupID: meetupID, signedUpAt: signedUpAt ?? now),
            calendarID: item["calendarId"]?.string.flatMap(UUIDv7.init), contact: Contact(item),
            lastInviteAt: item["lastInviteAt"]?.string.flatMap { Instant(iso8601: $0) })
    }
}
