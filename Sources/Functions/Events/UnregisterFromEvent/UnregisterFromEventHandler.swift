import APIGateway
import Events
import Platform

/// DELETE /events/{event_id}/registrations/{user_id}: removes a registration; the next user in line gets the seat.
struct UnregisterFromEventHandler: APIHandler {
    let events: EventUnregistration
    let failure = "Failed to unregister from event"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        try request.refuseUnreadableBody()
        try events.unregister(
            request.path("user_id"), from: request.path("event_id"), as: caller, at: request.receivedAt)
        return .nothing
    }
}
