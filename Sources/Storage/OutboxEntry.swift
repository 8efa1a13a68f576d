public import DynamoDB
public import Platform
public import Time

/// An effect that a transaction has: written with it, carried out behind it.
///
/// Because both are in one transaction, an effect is lost only with the change that it belongs to. A pending entry
/// stands in the index under its shard, by the time when it is due; it has no time to live, for it must not vanish
/// before it is done.
public struct OutboxEntry: Equatable, Sendable {
    /// How many partitions the pending entries are spread over in the index.
    public static let shards = 10

    /// What the entry is known by, also to whoever must not carry it out twice.
    public let id: UUIDv7
    /// What is to be done: the word by which whoever does it finds how.
    public let kind: String
    /// The user whom it is for; nil where it is for no one user.
    public let user: UserID?
    /// What is needed to do it, so that nothing that changes meanwhile can change it.
    public let payload: Item
    /// When it was written, which is when it is due.
    public let createdAt: Instant

    /// An entry that is pending.
    public init(id: UUIDv7, kind: String, user: UserID? = nil, payload: Item, createdAt: Instant) {
        self.id = id
        self.kind = kind
        self.user = user
        self.payload = payload
        self.createdAt = createdAt
    }

    /// The partition of the index in which a shard's pending entries stand.
    public static func indexPartition(ofShard shard: Int) -> String {
        "OUTBOX#\(shard)"
    }

    /// The write that adds the entry to a transaction.
    public var put: TransactionAction {
        .put(item, if: attribute("PK").isMissing)
    }

    /// The entry as the table keeps it.
    public var item: Item {
        var item = Item.key("OUTBOX#\(id)", "OUTBOX").merging([
            "entityType": "OUTBOX",
            "GSI1PK": .string(Self.indexPartition(ofShard: shard)),
            "GSI1SK": .string(createdAt.iso8601),
            "kind": .string(kind),
            "payload": .map(payload),
            "status": "PENDING",
            "attempts": 0,
            "createdAt": .string(createdAt.iso8601),
        ]) { key, _ in key }
        item["userId"] = user.map { .string($0.text) }
        return item
    }

    /// Reads an entry as the table keeps it; nil for an item that is none, or was written in a way that is not known
    /// here.
    public init?(_ item: Item) {
        guard let id = item["PK"]?.string.flatMap(Self.id), let kind = item["kind"]?.string,
            let payload = item["payload"]?.map, let createdAt = item["createdAt"]?.string,
            let createdAt = Instant(iso8601: createdAt)
        else { return nil }
        self.init(
            id: id, kind: kind, user: item["userId"]?.string.flatMap(UserID.init), payload: payload,
            createdAt: createdAt)
    }

    private static func id(of partition: String) -> UUIDv7? {
        let prefix = "OUTBOX#"
        return partition.hasPrefix(prefix) ? UUIDv7(String(partition.dropFirst(prefix.count))) : nil
    }

    /// The sum of all digits decides, so that shards fill evenly: of a single one, sixteen kinds would go into ten.
    private var shard: Int {
        id.description.utf8.reduce(0) { $0 + Int($1) } % Self.shards
    }
}
