public import DynamoDB
public import Platform
import Storage
public import Time

/// The news and mails that wait in the outbox.
public struct WaitingNews {
    /// The number of days for which a dropped entry stays readable.
    private static let daysKept = 7

    private let table: Table

    /// Creates the waiting news of the given table.
    public init(table: Table) {
        self.table = table
    }

    /// Drops the entries that wait for the user, except farewells and those that are being carried out.
    ///
    /// It calls `pause` before each step, whose error ends the work. The entries are found by the index, which lags, so
    /// those that were written just before may be missed.
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

    /// Drops the entry if it still waits, and removes the news from it.
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
