import Mail
public import News
import Platform
public import Scheduling
import Storage

/// Puts news of events into words.
public struct EventNews {
    private let zones: ZoneFiles

    /// News by those clocks.
    public init(zones: ZoneFiles) {
        self.zones = zones
    }

    /// The kinds of news that there are of events.
    public var kinds: [NewsKind] {
        EventNotice.Kind.allCases.map { kind in
            NewsKind(kind.rawValue) { news, letterhead throws(EffectError) in
                try announcement(of: news, under: letterhead)
            }
        }
    }

    /// Returns what the user is told, always the same for the same news; with a file for the calendars of those who have
    /// a seat, or lose it.
    ///
    /// - Throws: `EffectError.unreadable` if the news can't be read, `EffectError.blocked` while the event's zone can't be.
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
            // It may come with the next version.
            throw .blocked("\(error)")
        }
    }
}
