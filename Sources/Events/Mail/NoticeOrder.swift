import DynamoDB
import Mail
import Platform
import Storage
import Time

/// What an entry of the outbox says about news of an event for one person.
struct NoticeOrder {
    let kind: EventNotice.Kind
    let recipient: MailAddress
    let language: Language
    /// Whether they have a seat, or had the one that they lost; others wait.
    let hasSeat: Bool
    /// Where they stand in the line, where that is news.
    let position: Int?
    /// What calendars know the seat by.
    let calendarID: UUIDv7
    let sequence: Int
    /// Whether there is a page of the event: of one that was deleted, there is none.
    let hasPage: Bool
    let event: AnnouncedEvent

    /// Throws `EffectError.unreadable` with the member that is at fault.
    init(_ entry: OutboxEntry) throws(EffectError) {
        let payload = entry.payload
        func text(_ name: String) throws(EffectError) -> String {
            guard let text = payload[name]?.string else { throw .unreadable(name) }
            return text
        }
        guard let kind = EventNotice.Kind(rawValue: entry.kind) else { throw .unreadable("kind") }
        guard let calendarID = UUIDv7(try text("calendarId")) else { throw .unreadable("calendarId") }
        guard let sequence = payload["sequence"]?.int, sequence >= 0 else { throw .unreadable("sequence") }
        guard let attributes = payload["event"]?.map else { throw .unreadable("event") }
        (self.kind, self.calendarID, self.sequence) = (kind, calendarID, sequence)
        recipient = try Self.recipient(try text("name"), try text("email"))
        language = Language(rawValue: try text("language")) ?? .english
        hasSeat = try text("status") == Registration.Status.registered.name
        position = payload["position"]?.int
        hasPage = payload["isEventGone"] == nil
        event = try AnnouncedEvent(attributes)
    }

    private static func recipient(_ name: String, _ address: String) throws(EffectError) -> MailAddress {
        do throws(MailError) {
            return try MailAddress(name: name, address)
        } catch {
            throw .unreadable("email")
        }
    }
}

extension NoticeOrder {
    /// Whether those who had the event in their calendars are to have it there no more.
    var isEnd: Bool { kind == .cancelled || kind == .unregistered }

    /// Whether nobody knows yet that it takes place as it is announced.
    var isTentative: Bool { !isEnd && (kind == .postponed || event.status == .postponed) }
}
