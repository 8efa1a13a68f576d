public import DynamoDB
public import Platform
public import Storage
public import Time

/// What is known of a profile once it is made, the same when the same request comes again: nothing that would have to
/// be erased with it.
public struct ProfileReceipt: Codable, Equatable, Sendable {
    /// Whose it is.
    public let userID: String
    /// When it was made.
    public let createdAt: Instant
}

/// Profiles in the table.
public struct ProfileRepository {
    private let table: Table

    /// Keeps profiles in that table.
    public init(table: Table) {
        self.table = table
    }

    /// The person's profile; nil when there is none.
    public func profile(of user: UserID) throws -> Profile? {
        try table.get(PeopleKeys.key(PeopleKeys.profile, of: user)).map { try Profile($0, of: user) }
    }

    /// Adds the profile with the claim; throws `PersonError.personExists` when there is one.
    public func add(_ profile: Profile, claim: IdempotencyClaim?) throws -> Settlement<ProfileReceipt> {
        let put = TransactionAction.put(profile.item, if: attribute("PK").isMissing)
        let receipt = ProfileReceipt(userID: profile.userID.text, createdAt: profile.createdAt)
        do {
            return try table.transact([put], claim: claim, answer: receipt)
        } catch DynamoDBError.transactionCancelled(let reasons) where reasons.first?.isConditionFailure == true {
            // It may be what the same request did the first time that is in its way now.
            if let first: ProfileReceipt = try table.firstAnswer(claim) { return .repeated(first) }
            throw PersonError.personExists
        }
    }
}

extension Profile {
    /// The profile as the table keeps it.
    var item: Item {
        var item = PeopleKeys.key(PeopleKeys.profile, of: userID)
        item["entityType"] = "PROFILE"
        item["userId"] = .string(userID.text)
        item["name"] = .string(name)
        item["email"] = email.map(AttributeValue.string)
        item["locale"] = locale.map(AttributeValue.string)
        item["timezone"] = timezone.map(AttributeValue.string)
        item["createdAt"] = .string(createdAt.iso8601)
        return item
    }

    init(_ item: Item, of user: UserID) throws(DynamoDBError) {
        let known = try item.decode(KeptProfile.self)
        self.init(
            userID: user, name: known.name, email: known.email, locale: known.locale, timezone: known.timezone,
            createdAt: known.createdAt)
    }
}

/// What must stand in an item to be a profile.
private struct KeptProfile: Decodable {
    let name: String
    let email: String?
    let locale: String?
    let timezone: String?
    let createdAt: Instant
}
