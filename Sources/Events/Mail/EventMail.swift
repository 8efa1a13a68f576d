public import Mail
public import Platform
public import Scheduling
public import Storage

/// Makes the mails by which people hear of their events.
public struct EventMail {
    /// What the outbox calls such entries.
    public static let kinds = EventNotice.Kind.allCases.map(\.rawValue)

    private let letterhead: Letterhead
    private let zones: ZoneFiles

    /// Mails under that letterhead, by those clocks.
    public init(letterhead: Letterhead, zones: ZoneFiles) {
        self.letterhead = letterhead
        self.zones = zones
    }

    /// The mail that the entry asks for, always the same for the same entry; with a file for the calendars of those who
    /// have a seat, or lose it.
    ///
    /// Throws `EffectError.unreadable` for an entry of which no mail can be made, however often it is tried, and
    /// `EffectError.zone` while the event's zone cannot be read.
    public func message(for entry: OutboxEntry) throws(EffectError) -> MailMessage {
        let order = try NoticeOrder(entry)
        let time = try time(of: order.event)
        let page = order.hasPage ? letterhead.page("events", order.event.id.text) : ""
        let file = order.file(at: time, stamp: entry.createdAt, page: page, sender: letterhead.sender.address)
        let wording = EventWording(order: order, time: time, page: page, hasFile: file != nil)
        return letterhead.message(
            wording.letter, id: entry.id, date: entry.createdAt, to: order.recipient,
            invitation: file.map { .init(method: $0.method.rawValue, file: $0.bytes) })
    }

    private func time(of event: AnnouncedEvent) throws(EffectError) -> AnnouncedTime {
        do throws(SchedulingError) {
            return try AnnouncedTime(of: event, zones: zones)
        } catch {
            if case .malformedZoneName = error { throw .unreadable("event.timezone") }
            throw .zone(error)
        }
    }
}

extension EventMail {
    /// The mails of a function.
    public static func live(on host: Host) throws -> EventMail {
        EventMail(letterhead: try .live(host.settings), zones: ZoneFiles())
    }
}
