import DynamoDB
public import Platform

/// A search for events.
public struct EventListing {
    private let events: EventRepository

    /// Creates a listing of those events.
    public init(events: EventRepository) {
        self.events = events
    }

    /// Returns the events that match the search, as many as the page takes.
    ///
    /// The index lags; seats are as they are now, and events deleted meanwhile are left out. A search by title ends its
    /// page once it has looked at as many events as it may, even if it found none.
    public func events(_ search: EventSearch) throws -> EventPage {
        var merge = EventMerge(
            (search.status.map { [$0] } ?? EventStatus.allCases).map { status in
                { try events.page(of: status, search, after: nil) }
            }, readingAtMost: search.mostExamined)
        var (found, last) = ([Event](), EventPlace?.none)
        // The index is read status by status: an event whose status changes meanwhile may come twice.
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
    /// Creates the listing of a function.
    public static func live(on host: Host) throws -> EventListing {
        EventListing(events: try .live(on: host))
    }
}
