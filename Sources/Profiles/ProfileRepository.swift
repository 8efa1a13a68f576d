public import DynamoDB
public import Platform
import Scheduling
public import Storage
public import Time

/// What is known of a profile once it is made, the same when the same request comes again: nothing that would have to
/// be erased with it.
public struct ProfileReceipt: Codable, Equatable, Sendable {
    /// The user's id.
    public let userID: String
    /// When the profile was made.
    public let createdAt: Instant
}

/// Profiles in the table.
public struct ProfileRepository {
    private let table: Table

    /// Keeps profiles in that table.
    public init(table: Table) {
        self.table = table
    }

    /// The user's profile; nil when there is none.
    public func profile(of user: UserID) throws -> Profile? {
        try table.get(ProfileKeys.profile(of: user)).map { try Profile($0, of: user) }
    }

    /// Adds the profile with the claim, in place of one that was only taken from a token; nil when the user has another.
    public func add(_ profile: Profile, claim: IdempotencyClaim?) throws -> Settlement<ProfileReceipt>? {
        let isFree = attribute("PK").isMissing || attribute("isDeclared").isMissing
        let put = TransactionAction.put(profile.item, if: isFree)
        let receipt = ProfileReceipt(userID: profile.userID.text, createdAt: profile.createdAt)
        return try unlessOvertaken { try table.transact([put], claim: claim, answer: receipt) }
    }

    /// Changes the user's profile; false where the update's condition doesn't hold.
    public func update(_ user: UserID, _ update: ProfileUpdate) throws -> Bool {
        try table.transactUnlessOvertaken([
            .update(key: ProfileKeys.profile(of: user), Update(update.changes + [.set("isDeclared", to: true)]), if: update.condition)
        ])
    }
}

/// Changes of a profile, under a condition.
public struct ProfileUpdate: Equatable, Sendable {
    let changes: [Update.Change]
    let condition: Condition

    /// Changes that are made if the condition holds.
    public init(_ changes: [Update.Change], if condition: Condition) {
        self.changes = changes
        self.condition = condition
    }
}

extension Profile {
    /// The profile as the table keeps it.
    public var item: Item {
        var item = ProfileKeys.profile(of: userID)
        item["entityType"] = "PROFILE"
        item["userId"] = .string(userID.text)
        item["name"] = .string(name)
        item["email"] = email.map(AttributeValue.string)
        item["emailVouched"] = email != nil && isEmailVouched ? true : nil
        item["locale"] = locale.map(AttributeValue.string)
        item["timezone"] = timezone.map(AttributeValue.string)
        item["createdAt"] = .string(createdAt.iso8601)
        // What a token says is kept without.
        item["isDeclared"] = true
        return item
    }

    /// Reads a profile as the table keeps it.
    ///
    /// - Throws: `DynamoDBError.unexpectedItem` if the item is no profile.
    public init(_ item: Item, of user: UserID) throws(DynamoDBError) {
        let record = try item.decode(Record.self)
        self.init(
            userID: user, name: record.name, email: record.email, isEmailVouched: record.emailVouched ?? false,
            locale: record.locale, timezone: record.timezone, createdAt: record.createdAt)
    }

    private struct Record: Decodable {
        let name: String
        let email: String?
        let emailVouched: Bool?
        let locale: String?
        let timezone: String?
        let createdAt: Instant
    }
}

extension Profile {
    /// The write that keeps what the caller's token says, for requests after which the user must be reachable and
    /// nothing else keeps their address.
    ///
    /// It makes the profile where there is none. In one that is there, an address that the token vouches for takes the
    /// place of any other; all else stays as the user has it.
    public static func keeping(_ identity: Identity, at now: Instant) -> TransactionAction {
        var changes: [Update.Change] = [
            .setIfMissing("entityType", to: "PROFILE"), .setIfMissing("userId", to: .string(identity.userID.text)),
            .setIfMissing("name", to: .string(identity.name)), .setIfMissing("createdAt", to: .string(now.iso8601)),
        ]
        if let address = identity.mailAddress {
            changes += [.set("email", to: .string(address)), .set("emailVouched", to: true)]
        }
        if let locale = identity.locale, LanguageTag.isWellFormed(locale) {
            changes.append(.setIfMissing("locale", to: .string(locale)))
        }
        if let zone = identity.timezone, ZoneNames.contains(zone) {
            changes.append(.setIfMissing("timezone", to: .string(zone)))
        }
        return .update(key: ProfileKeys.profile(of: identity.userID), Update(changes))
    }
}
