public import DynamoDB
public import Platform
import Scheduling
public import Storage
public import Time

/// The answer to the creation of a profile, the same for a repeated request.
///
/// It has nothing that would have to be erased with the profile.
public struct ProfileReceipt: Codable, Equatable, Sendable {
    /// The user's id.
    public let userID: String
    /// The time when the profile was created.
    public let createdAt: Instant
}

/// The profiles in the table.
public struct ProfileRepository {
    private let table: Table

    /// Creates a repository in the given table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns the user's profile; nil if there is none.
    public func profile(of user: UserID) throws -> Profile? {
        try table.get(ProfileKeys.profile(of: user)).map { try Profile($0, of: user) }
    }

    /// Adds a profile with the claim, in place of one that was only taken from a token; returns nil if the user has
    /// another.
    public func add(_ profile: Profile, claim: IdempotencyClaim?) throws -> Settlement<ProfileReceipt>? {
        let isFree = attribute("PK").isMissing || attribute("isDeclared").isMissing
        let put = TransactionAction.put(profile.item, if: isFree)
        let receipt = ProfileReceipt(userID: profile.userID.text, createdAt: profile.createdAt)
        return try unlessOvertaken { try table.transact([put], claim: claim, answer: receipt) }
    }

    /// Changes the user's profile; returns false if the update's condition doesn't hold.
    public func update(_ user: UserID, _ update: ProfileUpdate) throws -> Bool {
        try table.transactUnlessOvertaken([
            .update(
                key: ProfileKeys.profile(of: user), Update(update.changes + [.set("isDeclared", to: true)]),
                if: update.condition)
        ])
    }
}

/// Changes of a profile, under a condition.
public struct ProfileUpdate: Equatable, Sendable {
    let changes: [Update.Change]
    let condition: Condition

    /// Creates an update that makes the changes if the condition holds.
    public init(_ changes: [Update.Change], if condition: Condition) {
        self.changes = changes
        self.condition = condition
    }
}

extension Profile {
    /// The profile as the table stores it.
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
        // A profile that was only taken from a token lacks it.
        item["isDeclared"] = true
        return item
    }

    /// Reads a profile as the table stores it.
    ///
    /// - Throws: `DynamoDBError.unexpectedItem` if the item is not a profile.
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
    /// Returns the write that stores the facts in the caller's token.
    ///
    /// It is for requests after which the user must be reachable and nothing else stores their address. It creates the
    /// profile if there is none. In an existing one, an address that the token vouches for replaces any other;
    /// everything else stays as the user has it.
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
