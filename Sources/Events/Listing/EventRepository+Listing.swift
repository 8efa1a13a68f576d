import DynamoDB
import Platform

extension EventRepository {
    /// Returns a page of the events of that status within the search's bounds.
    func page(of status: EventStatus, _ search: EventSearch, after start: Item?) throws(DynamoDBError)
        -> EventMerge.Page
    {
        guard search.low <= search.high else { return EventMerge.Page(events: [], next: nil) }
        let query = Query(
            KeyCondition(
                "GSI1PK", equals: .string(EventKeys.listing(status)), and: "GSI1SK",
                .between(.string(search.low), .string(search.high))),
            index: "GSI1", pageSize: search.pageSize)
        let page = try table.page(query, after: start)
        let events = table.readable(page.items) { item in try Event.reading(item) }
        return EventMerge.Page(
            events: events,
            next: page.next.map { next in { try self.page(of: status, search, after: next) } })
    }

    /// Returns the events with their seats, without those deleted by now.
    func seated(_ events: [Event]) throws(DynamoDBError) -> [ListedEvent] {
        var seats: [AttributeValue: Seats] = [:]
        for item in try table.batchGet(events.map { EventKeys.seats($0.id) }) {
            guard let partition = item["PK"] else { continue }
            seats[partition] = table.readable(item) { item in try Seats.reading(item) }
        }
        return events.compactMap { event in
            seats[.string(EventKeys.partition(event.id))].map { ListedEvent(event: event, seats: $0) }
        }
    }
}

extension EventSearch {
    /// The number of events that a page reads: one more than it shows, or as many as a search by title looks at.
    ///
    /// With four lists, each is read ahead in smaller pages: needless reads cost money, too.
    fileprivate var pageSize: Int {
        guard words == nil else { return status == nil ? Self.mostSearched / 4 : Self.mostSearched }
        return min(limit + offset + 1, status == nil ? 100 : 250)
    }
}
