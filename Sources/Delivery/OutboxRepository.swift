public import DynamoDB
import Storage
import Time

/// The outbox in the table: who carries an entry out, and what became of it.
public struct OutboxRepository {
    /// For how long the stream alone has a new entry: what is due longer than that, it has lost.
    public static let secondsForTheStream = 60
    /// How much two machines' clocks may differ.
    private static let clockDifference = 5
    private static let daysKept = (done: 7, failed: 90)
    private static let pageSize = 25
    /// The member of a payload that says how a user is reached.
    private static let contact = AttributePath("payload", .member("contact"))

    private let table: Table

    /// The outbox in that table.
    public init(table: Table) {
        self.table = table
    }

    /// One page of a shard's pending entries, the longest due first, those that are not due yet behind them.
    ///
    /// It comes from the index, and so shows the past, and of an entry only its kind, its tries and its times: what is
    /// true, claiming tells.
    public func pending(inShard shard: Int, after start: Item? = nil) throws(DynamoDBError) -> Page {
        let condition = KeyCondition("GSI1PK", equals: .string(OutboxEntry.indexPartition(ofShard: shard)))
        return try table.page(Query(condition, index: "GSI1", pageSize: Self.pageSize), after: start)
    }

    /// Takes the entry until the lease ends; nil for one that is done, not due, in others' hands or gone.
    ///
    /// `nextTry` is when it is due again should nothing more be heard of this try.
    func claim(
        _ key: Item, until end: Instant, nextTry: Instant, at now: Instant
    ) throws(DynamoDBError) -> ClaimedEntry? {
        let soon = now.adding(seconds: Self.clockDifference).iso8601
        let isFree = attribute("leaseUntil").isMissing || attribute("leaseUntil") <= .string(now.iso8601)
        do throws(DynamoDBError) {
            let item = try table.update(
                key,
                [
                    .increment("attempts", by: 1), .set("leaseUntil", to: .string(end.iso8601)),
                    .set("GSI1SK", to: .string(nextTry.iso8601)),
                ],
                if: attribute("status") == "PENDING" && isFree && attribute("GSI1SK") <= .string(soon))
            return ClaimedEntry(
                key: key, lease: end.iso8601, attempts: item["attempts"]?.int ?? 1, entry: OutboxEntry(item))
        } catch .conditionFailed {
            return nil
        }
    }

    /// Writes down that the mail went out, and what the service calls it.
    func markSent(_ claim: ClaimedEntry, messageID: String, at now: Instant) throws(DynamoDBError) -> Bool {
        let id = messageID.isEmpty ? [] : [Update.Change.set("sesMessageId", to: .string(messageID))]
        return try write([], and: Self.ending(claim, "SENT", Self.daysKept.done, at: now) + id, of: claim)
    }

    /// Writes down that it will not be carried out, and why; it stays readable for some months.
    func markFailed(_ claim: ClaimedEntry, reason: String, at now: Instant) throws(DynamoDBError) -> Bool {
        let why = Update.Change.set("reason", to: .string(reason))
        return try write([], and: Self.ending(claim, "FAILED", Self.daysKept.failed, at: now) + [why], of: claim)
    }

    /// Gives it back until it is due again.
    func postpone(
        _ claim: ClaimedEntry, until due: Instant, attempts: Int, reason: String
    ) throws(DynamoDBError) -> Bool {
        try write(
            [],
            and: [
                .set("GSI1SK", to: .string(due.iso8601)), .set("attempts", to: .number(attempts)),
                .set("reason", to: .string(reason)), .remove("leaseUntil"),
            ], of: claim)
    }

    /// Gives it back for the next sweep to go on with.
    func giveBack(_ claim: ClaimedEntry, at now: Instant) throws(DynamoDBError) -> Bool {
        let due = now.adding(seconds: -Self.secondsForTheStream)
        return try write([], and: [.set("GSI1SK", to: .string(due.iso8601)), .remove("leaseUntil")], of: claim)
    }

    /// Does the step's writes, and in the same transaction writes down what the entry has become.
    ///
    /// When only the step's own conditions fail, `transactionCancelled` has the reasons.
    func take(_ step: TableStep, of claim: ClaimedEntry, at now: Instant) throws(DynamoDBError) -> Bool {
        guard let payload = step.payload else {
            return try write(step.actions, and: Self.ending(claim, "DONE", Self.daysKept.done, at: now), of: claim)
        }
        return try write(
            step.actions, and: [.set("payload", to: .map(payload)), .set("attempts", to: 0), .remove("reason")],
            of: claim)
    }

    /// What becomes of an entry that is over: it leaves the index, and some day the table.
    ///
    /// Of a mail, name and address are forgotten at once: whom it was for can be told by the id.
    private static func ending(
        _ claim: ClaimedEntry, _ status: String, _ days: Int, at now: Instant
    ) -> [Update.Change] {
        [
            .set("status", to: .string(status)), .set("endedAt", to: .string(now.iso8601)),
            .set("expiresAt", to: .number(now.adding(hours: days * 24).seconds)), .remove("GSI1PK"),
            .remove("GSI1SK"), .remove("leaseUntil"),
        ] + (claim.entry == nil ? [] : [.remove(contact)])
    }

    /// False when the claim is no longer ours, and nothing was done.
    ///
    /// A transaction even for one write: it can be sent again when its answer is lost, so that a mail's mark is not.
    private func write(
        _ actions: [TransactionAction], and changes: [Update.Change], of claim: ClaimedEntry
    ) throws(DynamoDBError) -> Bool {
        do throws(DynamoDBError) {
            try table.transact(actions + [.update(key: claim.key, Update(changes), if: claim.isStillOurs)])
            return true
        } catch .transactionCancelled(let reasons)
            where reasons.count > actions.count && reasons[actions.count].isConditionFailure
        {
            return false
        }
    }
}
