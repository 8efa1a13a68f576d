import APIGateway
import JSON
import People
import Platform

/// GET /users/{user_id}/registrations: what the person is registered for, with the events.
struct ListUserRegistrationsHandler: APIHandler {
    let registrations: PersonRegistrationListing
    let failure = "Failed to fetch registrations"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let query = try request.parameters { fields in RegistrationsQuery(reading: &fields) }
        let page = try registrations.registrations(of: request.path("user_id"), for: caller, query)
        var answer = APIResponse.json(page.shown)
        if let next = page.next {
            answer.headers["x-next-cursor"] = next
            answer.headers["link"] = "<\(request.path)?\(query.query(after: next))>; rel=\"next\""
        }
        return answer
    }
}
