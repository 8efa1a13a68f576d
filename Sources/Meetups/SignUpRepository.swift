public import DynamoDB
public import Platform
public import Storage
public import Time

/// Sign-ups in the table: under the person, and by meetup in the index.
public struct SignUpRepository: SignUpReading, SignUpWriting {
    private static let prefix = "MEETUP_SIGNUP#"

    private let table: Table

    /// Keeps sign-ups in that table.
    public init(table: Table) {
        self.table = table
    }

    /// The ids of the meetups that the person is signed up for, by one query.
    public func signedUpMeetups(of user: UserID) throws -> Set<String> {
        let query = Query(
            KeyCondition("PK", equals: .string(partition(of: user)), and: "SK", .beginsWith(.string(Self.prefix))),
            attributes: ["meetupId"])
        return Set(try table.all(query).compactMap { $0["meetupId"]?.string })
    }

    /// Adds a sign-up unless there is one, with its invitation and the claim in the same transaction.
    public func add(
        _ signUp: SignUp, invitation: OutboxEntry?, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt> {
        let isNew = attribute("PK").isMissing
        let actions =
            [.put(item(signUp, isInvited: invitation != nil), if: isNew)] + [invitation?.put].compactMap(\.self)
        do {
            return try table.transact(actions, claim: claim, answer: signUp.receipt)
        } catch DynamoDBError.transactionCancelled(let reasons) {
            guard let item = reasons.first?.item else { throw DynamoDBError.transactionCancelled(reasons) }
            throw ExistingSignUp(item, inTheWayOf: signUp)
        }
    }

    /// Sends another invitation if the last one is old enough, all in one transaction.
    public func inviteAgain(
        _ existing: ExistingSignUp, invitation: OutboxEntry, recent: Instant, claim: IdempotencyClaim?
    ) throws -> Settlement<SignUpReceipt> {
        let isDue = attribute("lastInviteAt").isMissing || attribute("lastInviteAt") <= .string(recent.iso8601)
        let renewal = TransactionAction.update(
            key: key(existing.user, existing.receipt.meetupID),
            [
                .set("lastInviteAt", to: .string(invitation.createdAt.iso8601)),
                .set("calendarId", to: .string(existing.calendarID.description)),
            ],
            if: attribute("PK").exists && isDue)
        do {
            return try table.transact([renewal, invitation.put], claim: claim, answer: existing.receipt)
        } catch DynamoDBError.transactionCancelled(let reasons) where reasons.first?.isConditionFailure == true {
            throw InvitedRecently()
        }
    }

    /// Keeps the receipt under the claim, if there is one.
    public func settle(_ existing: ExistingSignUp, claim: IdempotencyClaim?) throws -> SignUpReceipt {
        try table.transact([], claim: claim, answer: existing.receipt).answer
    }

    private func key(_ user: UserID, _ meetupID: String) -> Item {
        .key(partition(of: user), Self.prefix + meetupID)
    }

    /// Name and address are kept so that changes can be told later on.
    private func item(_ signUp: SignUp, isInvited: Bool) -> Item {
        let signedUpAt = AttributeValue.string(signUp.signedUpAt.iso8601)
        var item = key(signUp.person.userID, signUp.meetupID)
        item["entityType"] = "MEETUP_SIGNUP"
        item["meetupId"] = .string(signUp.meetupID)
        item["signedUpAt"] = signedUpAt
        item["GSI1PK"] = "MEETUP#\(signUp.meetupID)"
        item["GSI1SK"] = "SIGNUP#\(signUp.signedUpAt.iso8601)#\(signUp.person.userID.text)"
        item["calendarId"] = .string(signUp.calendarID.description)
        item["name"] = .string(signUp.person.name)
        item["email"] = signUp.person.email.map(AttributeValue.string)
        item["lastInviteAt"] = isInvited ? signedUpAt : nil
        return item
    }
}

extension SignUp {
    var receipt: SignUpReceipt { SignUpReceipt(meetupID: meetupID, signedUpAt: signedUpAt) }
}

extension ExistingSignUp {
    /// Whatever stands under the key of a sign-up is one, also when another version kept it and less of it: what cannot
    /// be read is as the new sign-up has it.
    fileprivate init(_ item: Item, inTheWayOf signUp: SignUp) {
        let signedUpAt = item["signedUpAt"]?.string.flatMap { Instant(iso8601: $0) }
        self.init(
            user: signUp.person.userID,
            receipt: SignUpReceipt(meetupID: signUp.meetupID, signedUpAt: signedUpAt ?? signUp.signedUpAt),
            calendarID: item["calendarId"]?.string.flatMap(UUIDv7.init) ?? signUp.calendarID,
            lastInviteAt: item["lastInviteAt"]?.string.flatMap { Instant(iso8601: $0) })
    }
}
