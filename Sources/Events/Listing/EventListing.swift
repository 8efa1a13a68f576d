import DynamoDB
public import Platform

/// Looks for events.
public struct EventListing {
    private let events: EventRepository

    /// Looks for them there.
    public init(events: EventRepository) {
        self.events = events
    }

    /// The events that are looked for, as many as the page takes.
    ///
    /// The index that they are found in lags behind; who fits in is as it is now, and what was deleted meanwhile is
    /// left out. A search by title ends its page where it has looked at as many as it may, also without a find.
    public func events(_ search: EventSearch) throws -> EventPage {
        var merge = EventMerge(
            (search.status.map { [$0] } ?? EventStatus.allCases).map { status in
                { try events.page(of: status, search, after: nil) }
            }, readingAtMost: search.mostExamined)
        var (found, last) = ([Event](), EventPlace?.none)
        // The index is read status by status: whose status changes meanwhile may come twice.
        var seen: Set<String> = []
        var (examined, skipsLeft) = (0, search.offset)
        while examined < search.mostExamined, let event = try merge.next() {
            guard found.count < search.limit else {
                return EventPage(events: try events.seated(found), next: last?.cursor, skipsLeft: skipsLeft)
            }
            examined += 1
            last = EventPlace(of: event)
            guard search.matches(event.title), seen.insert(event.id.text).inserted else { continue }
            guard skipsLeft == 0 else {
                skipsLeft -= 1
                continue
            }
            found.append(event)
        }
        let isOver = merge.isAtEnd
        return EventPage(
            events: try events.seated(found), next: isOver ? nil : last?.cursor, skipsLeft: isOver ? 0 : skipsLeft)
    }
}

extension EventListing {
    /// The events of a function.
    public static func live(on host: Host) throws -> EventListing {
        EventListing(events: try .live(on: host))
    }
}
