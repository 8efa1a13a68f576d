import APIGateway
import Events
import Platform

/// POST /events/{event_id}/registrations: gives a seat or a place in line to the caller, or to the user that an
/// administrator names.
struct RegisterForEventHandler: APIHandler {
    let events: EventRegistration
    let failure = "Failed to register for event"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let user = try request.body.isEmpty ? nil : request.fields { $0.text(ifGiven: "userId", 1...128, orNull: true) }
        let registration = try events.register(
            user, for: request.path("event_id"), as: caller, at: request.receivedAt, language: request.language,
            once: request.idempotencyKey())
        return .created(registration, at: "events", registration.eventId, "registrations", registration.userId)
    }
}
