import APIGateway
import Events
import Platform
import Time

/// POST /events: creates an event owned by the caller.
struct CreateEventHandler: APIHandler {
    let events: EventCreation
    let failure = "Failed to create event"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let organizer = try request.requireIdentity(.organizer)
        let new = try request.fields { fields in try events.read(&fields) }
        let created = try events.create(
            new, by: organizer, id: .make(at: request.receivedAt), at: request.receivedAt,
            once: request.idempotencyKey())
        var answer = APIResponse.json(bytes: Array(created.json.utf8), status: 201)
        answer.headers["location"] = "/events/\(created.eventID)"
        return answer
    }
}
