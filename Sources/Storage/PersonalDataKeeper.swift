public import DynamoDB
public import JSON
public import Platform
public import Time

/// A feature that keeps items in users' partitions, and is responsible for each of them.
///
/// Every item in a user's partition has a keeper in the list of `People`, without which it can't be shown to the user
/// or erased properly.
public protocol PersonalDataKeeper {
    /// The sort keys of the feature's items.
    var sortKeys: SortKeys { get }
    /// A Boolean value that is true if a user with such items counts as known.
    ///
    /// It is false for items that only accompany requests and expire by themselves.
    var makesUserKnown: Bool { get }

    /// Returns the JSON that an export shows of each of the feature's items; nil for an item without any.
    func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?]

    /// Undoes the consequences elsewhere of an item of the user who is erased, and removes the item with them.
    ///
    /// Returns false if there is nothing to undo, and the item can just be deleted. A repeated call for an item that is
    /// gone has no effect.
    func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool
}

extension PersonalDataKeeper {
    /// True by default, since most items are about the user.
    public var makesUserKnown: Bool { true }

    /// Returns false, since most items have no consequences elsewhere.
    public func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool { false }
}

/// A set of sort keys in a user's partition.
public enum SortKeys: Equatable, Sendable {
    /// One key.
    case only(String)
    /// All keys that begin with the given text.
    case beginning(String)

    /// Returns whether the key is in the set.
    public func contains(_ sort: String) -> Bool {
        switch self {
        case .only(let key): sort == key
        case .beginning(let prefix): sort.hasPrefix(prefix)
        }
    }
}

extension Item {
    /// Returns the item as JSON for an export, without the table's own attributes and the given ones.
    public func content(without names: [String] = []) -> [UInt8] {
        let bookkeeping = ["PK", "SK", "GSI1PK", "GSI1SK", "expiresAt"] + names
        return JSONValue.object(filter { !bookkeeping.contains($0.key) }.mapValues(\.json)).json()
    }
}

extension JSONWritable {
    /// The value as JSON.
    public var written: [UInt8] {
        var json = JSONWriter(capacity: 512)
        write(to: &json)
        return json.bytes
    }
}
