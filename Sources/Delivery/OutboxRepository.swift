public import DynamoDB
import Storage
import Time

/// The outbox in the table, with the claims on entries and their results.
public struct OutboxRepository {
    /// The time for which only the stream handles a new entry; one that is due for longer has been lost by it.
    public static let secondsForTheStream = 60
    /// The maximum difference between two machines' clocks.
    private static let clockDifference = 5
    private static let daysKept = (done: 7, failed: 90)
    private static let pageSize = 25
    /// The path of the payload's member with the user's contact.
    private static let contact = AttributePath("payload", .member("contact"))

    private let table: Table

    /// Creates the outbox in the given table.
    public init(table: Table) {
        self.table = table
    }

    /// Returns one page of a shard's pending entries, those due longest first, those not yet due last.
    ///
    /// The page comes from the index, which shows the past, and has only an entry's kind, tries and times. Only a claim
    /// tells the present state.
    public func pending(inShard shard: Int, after start: Item? = nil) throws(DynamoDBError) -> Page {
        let condition = KeyCondition("GSI1PK", equals: .string(OutboxEntry.indexPartition(ofShard: shard)))
        return try table.page(Query(condition, index: "GSI1", pageSize: Self.pageSize), after: start)
    }

    /// Claims the entry until the lease ends; returns nil for one that is done, not due, claimed by another or gone.
    ///
    /// `nextTry` is the time when it is due again if nothing more is heard of this try.
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

    /// Marks the entry as sent, with the id that the mail service gave the mail.
    func markSent(_ claim: ClaimedEntry, messageID: String, at now: Instant) throws(DynamoDBError) -> Bool {
        let id = messageID.isEmpty ? [] : [Update.Change.set("sesMessageId", to: .string(messageID))]
        return try write([], and: Self.ending(claim, "SENT", Self.daysKept.done, at: now) + id, of: claim)
    }

    /// Marks the entry as given up, with the reason; it stays readable for some months.
    func markFailed(_ claim: ClaimedEntry, reason: String, at now: Instant) throws(DynamoDBError) -> Bool {
        let why = Update.Change.set("reason", to: .string(reason))
        return try write([], and: Self.ending(claim, "FAILED", Self.daysKept.failed, at: now) + [why], of: claim)
    }

    /// Releases the entry until it is due again.
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

    /// Releases the entry for the next sweep to continue.
    func giveBack(_ claim: ClaimedEntry, at now: Instant) throws(DynamoDBError) -> Bool {
        let due = now.adding(seconds: -Self.secondsForTheStream)
        return try write([], and: [.set("GSI1SK", to: .string(due.iso8601)), .remove("leaseUntil")], of: claim)
    }

    /// Does the step's writes, and changes the entry in the same transaction.
    ///
    /// If only the step's own conditions fail, `transactionCancelled` has the reasons.
    func take(_ step: TableStep, of claim: ClaimedEntry, at now: Instant) throws(DynamoDBError) -> Bool {
        guard let payload = step.payload else {
            return try write(step.actions, and: Self.ending(claim, "DONE", Self.daysKept.done, at: now), of: claim)
        }
        return try write(
            step.actions, and: [.set("payload", to: .map(payload)), .set("attempts", to: 0), .remove("reason")],
            of: claim)
    }

    /// Returns the change of an entry that is over: it leaves the index now, and the table some day.
    ///
    /// A mail's name and address are removed at once, since the id tells whom it was for.
    private static func ending(
        _ claim: ClaimedEntry, _ status: String, _ days: Int, at now: Instant
    ) -> [Update.Change] {
        [
            .set("status", to: .string(status)), .set("endedAt", to: .string(now.iso8601)),
            .set("expiresAt", to: .number(now.adding(hours: days * 24).seconds)), .remove("GSI1PK"),
            .remove("GSI1SK"), .remove("leaseUntil"),
        ] + (claim.entry == nil ? [] : [.remove(contact)])
    }

    /// Writes the change with the given actions; returns false, with nothing done, if the claim is no longer held.
    ///
    /// It is a transaction even for one write, since that can be sent again if its answer is lost, so that a mail's
    /// mark is not lost with it.
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
