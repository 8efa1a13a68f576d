import APIGateway
import Events
import Platform

/// DELETE /events/{event_id}: deletes the event for everyone.
struct DeleteEventHandler: APIHandler {
    let events: EventEditing
    let failure = "Failed to delete event"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        try request.refuseUnreadableBody()
        try events.delete(EventID(inPath: request.path("event_id")), by: caller, at: request.receivedAt)
        return .nothing
    }
}
