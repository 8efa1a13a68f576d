import APIGateway
import Events
import Platform

/// PUT /events/{event_id}: changes the fields in the body and leaves the rest of the event unchanged.
struct UpdateEventHandler: APIHandler {
    let events: EventEditing
    let failure = "Failed to update event"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let id = try EventID(inPath: request.path("event_id"))
        let changes = try request.fields { fields in try events.read(&fields) }
        return .json(try events.change(id, changes, by: caller, at: request.receivedAt))
    }
}
