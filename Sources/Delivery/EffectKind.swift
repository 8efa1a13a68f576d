public import Mail
public import Storage
public import Time

/// How the entries of one kind are carried out.
///
///     .mail("mail") { try NewsMail(kinds, letterhead: .live(host.settings)).message }
///     .table("event_notices") { EventNotices(table: table).nextStep }
///
/// What carries it out is made when it is first needed: a setting that one kind lacks keeps no other kind waiting.
///
/// What a closure throws decides what becomes of the entry: a `DynamoDBError` has it tried again later, an `EffectError` or
/// a `SettingsError` says itself whether it waits, and any other error means that every retry would be in vain. Its
/// description goes into the log, and must name nobody.
public struct EffectKind {
    /// Makes the mail of an entry.
    public typealias Message = (OutboxEntry) throws -> MailMessage
    /// Returns an entry's next step at that time.
    public typealias Step = (_ entry: OutboxEntry, _ now: Instant) throws -> TableStep

    enum Way {
        case mail(Message)
        case table(Step)
    }

    /// The word by which entries name it.
    public let name: String
    let isMail: Bool
    let make: () throws -> Way

    /// A mail for each entry, sent at least once: the message must be the same each time that the same entry asks.
    public static func mail(_ name: String, _ make: @escaping () throws -> Message) -> EffectKind {
        EffectKind(name: name, isMail: true) { .mail(try make()) }
    }

    /// Writes in the table for each entry, done exactly once, in as many steps as it takes.
    ///
    /// The step is given the entry with its latest payload and the time, reads what it must, and says what comes next.
    /// Where its conditions no longer hold when it is taken, or it finds that what it reads is being written
    /// (`DynamoDBError.contention`), it is asked for anew.
    public static func table(_ name: String, _ make: @escaping () throws -> Step) -> EffectKind {
        EffectKind(name: name, isMail: false) { .table(try make()) }
    }
}
