import DynamoDB
import Platform

extension EventRepository {
    /// The events of that status that the search has between its bounds, a page of them.
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
        let events = table.readable(page.items) { item throws(DynamoDBError) in try Event.reading(item) }
        return EventMerge.Page(
            events: events,
            next: page.next.map { next in { try self.page(of: status, search, after: next) } })
    }

    /// The events with their seats, without those that are deleted by now.
    func seated(_ events: [Event]) throws(DynamoDBError) -> [ListedEvent] {
        var seats: [AttributeValue: Seats] = [:]
        for item in try table.batchGet(events.map { EventKeys.seats($0.id) }) {
            guard let partition = item["PK"] else { continue }
            seats[partition] = table.readable(item) { item throws(DynamoDBError) in try Seats.reading(item) }
        }
        return events.compactMap { event in
            seats[.string(EventKeys.partition(event.id))].map { ListedEvent(event: event, seats: $0) }
        }
    }
}

extension EventSearch {
    /// What one more than is shown needs, or what a search by title looks at.
    ///
    /// Of four lists each is read ahead, so that their pages are smaller: what was read in vain is paid for, too.
    fileprivate var pageSize: Int {
        guard words == nil else { return status == nil ? Self.mostSearched / 4 : Self.mostSearched }
        return min(limit + offset + 1, status == nil ? 100 : 250)
    }
}
