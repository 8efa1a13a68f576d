public import DynamoDB
public import JSON
public import Platform
public import Time

/// A feature that keeps items in users' partitions, and answers for each of them.
///
/// Whatever stands in a user's partition has a keeper in the list of `People`: only with its help is it shown to the user,
/// and erased.
public protocol PersonalDataKeeper {
    /// The sort keys that are the feature's own.
    var sortKeys: SortKeys { get }
    /// Whether a user is known by what is kept: false for what only accompanies requests and goes by itself.
    var makesUserKnown: Bool { get }

    /// What an export shows of each of these items, which are the feature's own, as JSON; nil for an item that it shows
    /// nothing of.
    func shown(_ items: [Item], of user: UserID) throws -> [[UInt8]?]

    /// Undoes elsewhere what follows from an item of the user who is erased, and takes the item away with it.
    ///
    /// Returns false where nothing has to be undone, and the item can just be deleted. Asked again about an item that is
    /// gone, it does nothing.
    func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool
}

extension PersonalDataKeeper {
    /// True: most of what is kept is about the user.
    public var makesUserKnown: Bool { true }

    /// Returns false: nothing elsewhere follows from most items.
    public func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool { false }
}

/// Some of the sort keys in a user's partition.
public enum SortKeys: Equatable, Sendable {
    /// One key.
    case only(String)
    /// All keys that begin with that text.
    case beginning(String)

    /// Whether the key is one of them.
    public func contains(_ sort: String) -> Bool {
        switch self {
        case .only(let key): sort == key
        case .beginning(let prefix): sort.hasPrefix(prefix)
        }
    }
}

extension Item {
    /// The item as an export shows it, in JSON: without what the table needs and without these attributes.
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
