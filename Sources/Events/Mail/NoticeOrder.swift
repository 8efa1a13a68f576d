import DynamoDB
import News
import Platform
import Profiles
import Storage
import Time

/// The contents of an event's news to one user.
struct NoticeOrder {
    let kind: EventNotice.Kind
    let contact: Contact
    /// A Boolean value that is true if they have a seat, or had the one that they lost; others wait.
    let hasSeat: Bool
    /// The position in the line, where it is news.
    let position: Int?
    /// The id that calendars know the seat by.
    let calendarID: UUIDv7
    let sequence: Int
    let event: AnnouncedEvent

    var language: Language { contact.language }

    /// Reads the contents of the news.
    ///
    /// - Throws: `EffectError.unreadable`, with the missing member, if one is missing.
    init(_ news: News) throws(EffectError) {
        let facts = Payload(news.facts)
        guard let kind = EventNotice.Kind(rawValue: news.kind) else { throw .unreadable("news") }
        self.kind = kind
        contact = news.contact
        calendarID = try facts.value("calendarId") { UUIDv7($0) }
        sequence = try facts.count("sequence")
        hasSeat = try facts.text("status") == Registration.Status.registered.name
        position = news.facts["position"]?.int
        event = try AnnouncedEvent(facts.part("event"))
    }
}

extension NoticeOrder {
    /// A Boolean value that is true if the event is to leave the user's calendar.
    var isEnd: Bool { kind == .cancelled || kind == .unregistered }

    /// A Boolean value that is true while it is not known whether the event takes place as announced.
    var isTentative: Bool { !isEnd && (kind == .postponed || event.status == .postponed) }
}
