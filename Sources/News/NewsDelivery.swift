public import DynamoDB
import Platform
import Profiles
public import Storage
public import Time

/// Turns news into a mail to the user, if mail may go to them.
///
/// A user gets at most a hundred mails a day, and none about an occasion before the erasure of their data.
public struct NewsDelivery {
    /// The maximum number of mails that a user gets in a day, in UTC.
    public static let mostMailsADay = 100

    private let table: Table
    private let noteWithheld: () -> Void

    /// Creates a delivery in the given table, which calls `noteWithheld` for each mail over the limit.
    public init(table: Table, noteWithheld: @escaping () -> Void = {}) {
        self.table = table
        self.noteWithheld = noteWithheld
    }

    /// Returns the only step, which leaves the user's mail in the outbox.
    ///
    /// - Throws: `EffectError.unreadable` if the entry has no readable news, or the error of reading the table.
    public func nextStep(of entry: OutboxEntry, at now: Instant) throws -> TableStep {
        let news = try News(entry)
        guard news.contact.email != nil else { return .finished() }
        let mail = news.entry(of: NewsMail.kind, at: now)
        guard !news.isFarewell else { return .finished([mail.put]) }
        let (erasure, day) = (ProfileKeys.erasure(of: news.user), MailCount.key(of: news.user, at: now))
        let items = try table.batchGet([erasure, day])
        let requested = items.first { $0["SK"] == erasure["SK"] }?["requestedAt"]?.string
        if let requested, requested >= news.happenedAt.iso8601 { return .finished() }
        let sent = items.first { $0["SK"] == day["SK"] }?["count"]?.int ?? 0
        guard sent < Self.mostMailsADay else {
            noteWithheld()
            return .finished()
        }
        let isNotErased =
            attribute("PK").isMissing || attribute("requestedAt") < .string(news.happenedAt.iso8601)
        return .finished([
            .check(key: erasure, isNotErased), MailCount.increment(of: news.user, at: now), mail.put,
        ])
    }
}

/// The number of mails to a user on a day.
///
///     STUDENT#u   MAILS#2026-12-05
enum MailCount {
    static let prefix = "MAILS#"
    private static let daysKept = 3

    static func key(of user: UserID, at now: Instant) -> Item {
        .key(partition(of: user), prefix + CivilDateTime(now, offset: 0).date.iso8601)
    }

    /// Returns the write that counts one more mail, under the condition that the limit allows it.
    static func increment(of user: UserID, at now: Instant) -> TransactionAction {
        let count = attribute("count")
        return .update(
            key: key(of: user, at: now),
            [
                .increment("count", by: 1), .set("entityType", to: "MAILS"),
                .set("expiresAt", to: .number(now.adding(hours: daysKept * 24).seconds)),
            ], if: count.isMissing || count < .number(NewsDelivery.mostMailsADay))
    }
}
