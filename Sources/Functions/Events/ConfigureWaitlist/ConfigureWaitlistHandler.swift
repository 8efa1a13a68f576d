import APIGateway
import Events
import Platform

/// PUT /events/{event_id}/waitlist: opens or closes the event's waitlist.
struct ConfigureWaitlistHandler: APIHandler {
    let events: EventEditing
    let failure = "Failed to configure waitlist"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let id = try EventID(inPath: request.path("event_id"))
        let changes = try request.fields { fields in EventChanges(readingWaitlist: &fields) }
        return .json(try events.change(id, changes, by: caller, at: request.receivedAt))
    }
}
