import DynamoDB
import News
import Platform
import Profiles
import Storage
import Time

/// What news of an event say to one user.
struct NoticeOrder {
    let kind: EventNotice.Kind
    let contact: Contact
    /// Whether they have a seat, or had the one that they lost; others wait.
    let hasSeat: Bool
    /// Where they are in the line, where that is news.
    let position: Int?
    /// What calendars know the seat by.
    let calendarID: UUIDv7
    let sequence: Int
    let event: AnnouncedEvent

    var language: Language { contact.language }

    /// Reads what the news say.
    ///
    /// - Throws: `EffectError.unreadable` with the member that is missing.
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
    /// Whether those who had the event in their calendars are to have it there no more.
    var isEnd: Bool { kind == .cancelled || kind == .unregistered }

    /// Whether it is not known yet that the event takes place as it is announced.
    var isTentative: Bool { !isEnd && (kind == .postponed || event.status == .postponed) }
}
