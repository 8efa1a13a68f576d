public import Mail
public import Scheduling
public import Storage

/// How the news of one kind are told: one value for all the ways in which they reach a user.
///
///     NewsKind("event_registered") { news, letterhead in try eventNews.announcement(of: news, under: letterhead) }
public struct NewsKind {
    /// The word for what happened.
    public let name: String
    let announce: (News, Letterhead) throws(EffectError) -> Announcement

    /// News that `announce` puts into the reader's language: always the same for the same news and letterhead.
    public init(_ name: String, _ announce: @escaping (News, Letterhead) throws(EffectError) -> Announcement) {
        self.name = name
        self.announce = announce
    }
}

/// What a user is told, in their language.
public struct Announcement: Equatable, Sendable {
    /// The words.
    public let letter: Letter
    /// The change for their calendar; nil for none.
    public let calendar: CalendarObject?
    /// Where answers go; nil for the sender.
    public let replyTo: MailAddress?

    /// An announcement of these parts.
    public init(_ letter: Letter, calendar: CalendarObject? = nil, replyTo: MailAddress? = nil) {
        self.letter = letter
        self.calendar = calendar
        self.replyTo = replyTo
    }
}
