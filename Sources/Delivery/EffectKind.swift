public import Mail
public import Storage
public import Time

/// How the entries of one kind are carried out.
///
///     .mail("meetup_invitation") { entry in try invitations.message(for: entry) }
///     .table("event_notices") { entry, now in try notices.nextStep(of: entry, at: now) }
///
/// What a closure throws decides what becomes of the entry: a `DynamoDBError` has it tried again later, an
/// `EffectFailure` says itself whether it waits, and any other error means that every further try would be in vain. Its
/// description goes into the log, and must name nobody.
public struct EffectKind {
    enum Way {
        case mail((OutboxEntry) throws -> MailMessage)
        case table((OutboxEntry, Instant) throws -> TableStep)
    }

    /// The word by which entries name it.
    public let name: String
    let way: Way

    /// A mail for each entry, sent at least once: the message must be the same each time that the same entry asks.
    public static func mail(
        _ name: String, _ message: @escaping (OutboxEntry) throws -> MailMessage
    ) -> EffectKind {
        EffectKind(name: name, way: .mail(message))
    }

    /// Writes in the table for each entry, done exactly once, in as many steps as it takes.
    ///
    /// The closure is given the entry with its latest payload and the time, reads what it must, and says what the next
    /// step is. Where the step's conditions no longer hold when it is taken, or the closure finds that what it reads is
    /// being written (`DynamoDBError.contention`), it is asked anew.
    public static func table(
        _ name: String, _ step: @escaping (_ entry: OutboxEntry, _ now: Instant) throws -> TableStep
    ) -> EffectKind {
        EffectKind(name: name, way: .table(step))
    }
}
