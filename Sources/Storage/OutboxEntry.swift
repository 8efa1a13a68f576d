public import DynamoDB
public import Platform
public import Time

/// An effect that is written in the transaction of its cause, and carried out after it.
///
/// Because both are in one transaction, an effect is lost only together with its cause. A pending entry stands in the
/// index under its shard, by the time when it is due. It has no time to live, since it must not vanish before it is
/// done.
public struct OutboxEntry: Equatable, Sendable {
    /// The number of partitions of the index over which pending entries are spread.
    public static let shards = 10

    /// The id of the entry, also for services that must not carry it out twice.
    public let id: UUIDv7
    /// The kind of effect, by which the courier finds how to carry it out.
    public let kind: String
    /// The user whom the effect is for; nil if it is for no single user.
    public let user: UserID?
    /// The facts that the effect needs, stored so that nothing can change them meanwhile.
    public let payload: Item
    /// The time when it was written, which is when it is due first.
    public let createdAt: Instant

    /// Creates a pending entry.
    public init(id: UUIDv7, kind: String, user: UserID? = nil, payload: Item, createdAt: Instant) {
        self.id = id
        self.kind = kind
        self.user = user
        self.payload = payload
        self.createdAt = createdAt
    }

    /// Returns the partition of the index that holds a shard's pending entries.
    public static func indexPartition(ofShard shard: Int) -> String {
        "OUTBOX#\(shard)"
    }

    /// The write that adds the entry to a transaction.
    public var put: TransactionAction {
        .put(item, if: attribute("PK").isMissing)
    }

    /// The entry as the table stores it.
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

    /// Reads an entry as the table stores it; nil for any other item, and for one in an unknown form.
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

    /// The shard, from the sum of all digits: a single digit would spread sixteen values unevenly over ten shards.
    private var shard: Int {
        id.description.utf8.reduce(0) { $0 + Int($1) } % Self.shards
    }
}
