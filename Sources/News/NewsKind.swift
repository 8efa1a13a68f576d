public import Mail
public import Scheduling
public import Storage

/// A kind of news and its wording, one value for all the ways in which news reach a user.
///
///     NewsKind("event_registered") { news, letterhead in try eventNews.announcement(of: news, under: letterhead) }
public struct NewsKind {
    /// The name of the occasion.
    public let name: String
    let announce: (News, Letterhead) throws(EffectError) -> Announcement

    /// Creates a kind of news that `announce` puts into the user's language.
    ///
    /// The announcement must always be the same for the same news and letterhead.
    public init(_ name: String, _ announce: @escaping (News, Letterhead) throws(EffectError) -> Announcement) {
        self.name = name
        self.announce = announce
    }
}

/// The announcement of news, in the user's language.
public struct Announcement: Equatable, Sendable {
    /// The words of the announcement.
    public let letter: Letter
    /// The change for the user's calendar; nil if there is none.
    public let calendar: CalendarObject?
    /// The address for replies; nil for the sender's.
    public let replyTo: MailAddress?

    /// Creates an announcement of the given parts.
    public init(_ letter: Letter, calendar: CalendarObject? = nil, replyTo: MailAddress? = nil) {
        self.letter = letter
        self.calendar = calendar
        self.replyTo = replyTo
    }
}
