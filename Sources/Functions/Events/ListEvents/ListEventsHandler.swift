import APIGateway
import Events
import Platform

/// GET /events: lists the matching events, earliest first, to everyone.
struct ListEventsHandler: APIHandler {
    let listing: EventListing
    let failure = "Failed to fetch events"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let search = try request.parameters { fields in EventSearch(reading: &fields) }
        let page = try listing.events(search)
        return APIResponse.page(page.events, at: "events", next: page.next, query: search.query(after: page))
            .kept(seconds: 15, for: request)
    }
}
