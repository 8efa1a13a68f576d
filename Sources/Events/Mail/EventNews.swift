import Mail
public import News
import Platform
public import Scheduling
import Storage

/// Puts news of events into words.
public struct EventNews {
    private let zones: ZoneFiles

    /// Creates news by the clocks of those zones.
    public init(zones: ZoneFiles) {
        self.zones = zones
    }

    /// The kinds of news about events.
    public var kinds: [NewsKind] {
        EventNotice.Kind.allCases.map { kind in
            NewsKind(kind.rawValue) { news, letterhead throws(EffectError) in
                try announcement(of: news, under: letterhead)
            }
        }
    }

    /// Returns the announcement for the user, always the same for the same news.
    ///
    /// It has a file for the calendar of a user who has a seat, or loses it.
    ///
    /// - Throws: `EffectError.unreadable` if the news can't be read, `EffectError.blocked` while the event's zone can't
    ///   be.
    func announcement(of news: News, under letterhead: Letterhead) throws(EffectError) -> Announcement {
        let order = try NoticeOrder(news)
        let time = try time(of: order.event)
        let page = letterhead.page(to: news.link)
        let file = order.file(at: time, stamp: news.happenedAt, page: page, sender: letterhead.sender.address)
        let wording = EventWording(order: order, time: time, page: page, hasFile: file != nil)
        return Announcement(wording.letter, calendar: file)
    }

    private func time(of event: AnnouncedEvent) throws(EffectError) -> AnnouncedTime {
        do throws(SchedulingError) {
            return try AnnouncedTime(of: event, zones: zones)
        } catch {
            if case .malformedZoneName = error { throw .unreadable("event.timezone") }
            // The next version may have the zone.
            throw .blocked("\(error)")
        }
    }
}
