import APIGateway
import Events
import Platform

/// GET /events/{event_id}/registrations: lists all registrations to the event's owner, and to others their own.
struct ListRegistrationsHandler: APIHandler {
    let registrations: RegistrationListing
    let failure = "Failed to fetch registrations"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let selection = try request.parameters { fields in RegistrationSelection(reading: &fields) }
        let event = try request.path("event_id")
        let page = try registrations.registrations(for: event, as: caller, selection)
        return .page(
            page.shown, at: "events", event, "registrations", next: page.next?.text,
            query: page.next.map(selection.query(after:)))
    }
}
