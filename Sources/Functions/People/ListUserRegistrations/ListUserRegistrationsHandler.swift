import APIGateway
import JSON
import People
import Platform

/// GET /users/{user_id}/registrations: lists the user's registrations, with their events.
struct ListUserRegistrationsHandler: APIHandler {
    let registrations: PersonRegistrationListing
    let failure = "Failed to fetch registrations"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let query = try request.parameters { fields in RegistrationsQuery(reading: &fields) }
        let user = try request.path("user_id")
        let page = try registrations.registrations(of: user, for: caller, query)
        return .page(
            page.shown, at: "users", user, "registrations", next: page.next, query: page.next.map(query.query(after:)))
    }
}
