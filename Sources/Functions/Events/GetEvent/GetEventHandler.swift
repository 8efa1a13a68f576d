import APIGateway
import Events
import Platform

/// GET /events/{event_id}: returns one event, to everyone.
struct GetEventHandler: APIHandler {
    let events: EventReading
    let failure = "Failed to fetch event"
    let readsContent = false
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        .json(try events.event(request.path("event_id")))
    }
}
