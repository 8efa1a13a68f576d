import APIGateway
import People
import Platform

/// GET /users/{user_id}: returns the user's profile; only the id and the name of another user.
struct GetUserHandler: APIHandler {
    let people: ProfileLookup
    let failure = "Failed to fetch user"
    let readsContent = false
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        return .json(try people.profile(request.path("user_id"), for: caller))
    }
}
