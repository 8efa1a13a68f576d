public import Mail
public import Storage
public import Time

/// A kind of outbox entry, and the means of carrying it out.
///
///     .mail("mail") { try NewsMail(kinds, letterhead: .live(host.settings)).message }
///     .table("event_notices") { EventNotices(table: table).nextStep }
///
/// The means is made when it is first needed, so that a setting that one kind lacks keeps no other kind waiting.
///
/// The error of a closure decides the entry's future: after a `DynamoDBError` comes a retry, an `EffectError` or a
/// `SettingsError` says itself whether the entry waits, and after any other error every retry would be in vain. Its
/// description goes into the log, and must name no user.
public struct EffectKind {
    /// A function that makes the mail of an entry.
    public typealias Message = (OutboxEntry) throws -> MailMessage
    /// A function that returns an entry's next step at the given time.
    public typealias Step = (_ entry: OutboxEntry, _ now: Instant) throws -> TableStep

    enum Way {
        case mail(Message)
        case table(Step)
    }

    /// The name of the kind in entries.
    public let name: String
    let isMail: Bool
    let make: () throws -> Way

    /// Returns a kind that sends a mail for each entry, at least once.
    ///
    /// The message must be the same each time that the same entry asks for it.
    public static func mail(_ name: String, _ make: @escaping () throws -> Message) -> EffectKind {
        EffectKind(name: name, isMail: true) { .mail(try make()) }
    }

    /// Returns a kind that writes in the table for each entry, exactly once, in as many steps as it takes.
    ///
    /// The step gets the entry with its latest payload and the time, reads what it needs, and says what comes next. If
    /// its conditions no longer hold when it is taken, or if the items that it reads are being written
    /// (`DynamoDBError.contention`), it is asked for anew.
    public static func table(_ name: String, _ make: @escaping () throws -> Step) -> EffectKind {
        EffectKind(name: name, isMail: false) { .table(try make()) }
    }
}
