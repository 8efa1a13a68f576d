public import DynamoDB
public import Platform
import Storage
public import Time

/// News and mails that wait in the outbox.
public struct WaitingNews {
    /// How long an entry that was dropped can still be looked at.
    private static let daysKept = 7

    private let table: Table

    /// What waits in that table.
    public init(table: Table) {
        self.table = table
    }

    /// Drops what waits for the user, except their farewells and what is being carried out at the moment; `pause` is
    /// called before each step, and what it throws ends the work.
    ///
    /// It is found by the index, which lags: what was written just before may be missed.
    public func drop(for user: UserID, at now: Instant, _ pause: () throws -> Void) throws {
        for shard in 0..<OutboxEntry.shards {
            let query = Query(
                KeyCondition("GSI1PK", equals: .string(OutboxEntry.indexPartition(ofShard: shard))), index: "GSI1",
                filter: attribute("userId") == .string(user.text), attributes: ["PK", "SK"])
            var start: Item?
            repeat {
                try pause()
                let page = try table.page(query, after: start)
                for entry in page.items {
                    try pause()
                    try drop(entry, of: user, at: now)
                }
                start = page.next
            } while start != nil
        }
    }

    /// Drops the entry if it still waits; nothing of what it was to tell is left in it.
    private func drop(_ key: Item, of user: UserID, at now: Instant) throws {
        let lease = attribute("leaseUntil")
        let waits =
            attribute("status") == "PENDING" && attribute("userId") == .string(user.text)
            && attribute(News.farewellPath).isMissing && (lease.isMissing || lease <= .string(now.iso8601))
        let drop = TransactionAction.update(
            key: key,
            [
                .set("status", to: "DROPPED"), .set("payload", to: .map([:])),
                .set("endedAt", to: .string(now.iso8601)),
                .set("expiresAt", to: .number(now.adding(hours: Self.daysKept * 24).seconds)), .remove("GSI1PK"),
                .remove("GSI1SK"), .remove("leaseUntil"), .remove("reason"),
            ], if: waits)
        _ = try table.transactUnlessOvertaken([drop])
    }
}
