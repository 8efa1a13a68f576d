public import Mail
import Profiles
import Scheduling
public import Storage

/// Makes the mails that bring users their news.
public struct NewsMail {
    /// The kind of outbox entry for a single mail with news.
    public static let kind = "mail"

    private let kinds: [String: NewsKind]
    private let letterhead: Letterhead

    /// Creates mails with the given kinds of news, under the given letterhead.
    public init(_ kinds: [NewsKind], letterhead: Letterhead) {
        self.kinds = Dictionary(kinds.map { ($0.name, $0) }) { _, last in last }
        self.letterhead = letterhead
    }

    /// Returns the mail that the entry asks for, always the same for the same entry.
    ///
    /// - Throws: `EffectError.unreadable` if the entry can't become a mail, `EffectError.blocked` if its kind of news
    ///   is unknown, since a newer version may have written it.
    public func message(for entry: OutboxEntry) throws(EffectError) -> MailMessage {
        var news = try News(entry)
        guard let kind = kinds[news.kind] else { throw .blocked("no news of that kind are known here") }
        let recipient = try recipient(of: news)
        news.contact.name = recipient.name
        let announcement = try kind.announce(news, letterhead)
        return letterhead.message(
            announcement.letter, id: entry.id, date: news.happenedAt, to: recipient, replyTo: announcement.replyTo,
            invitation: announcement.calendar.map { .init(method: $0.method.rawValue, file: $0.bytes) })
    }

    private func recipient(of news: News) throws(EffectError) -> MailAddress {
        guard let address = news.contact.email else { throw .unreadable("contact.email") }
        do throws(MailError) {
            return try MailAddress(name: news.contact.name, address)
        } catch {
            throw .unreadable("contact.email")
        }
    }
}
