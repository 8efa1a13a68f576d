import APIGateway
import People
import Platform

/// PUT /users/{user_id}: changes what the body names of the user's profile.
struct UpdateUserHandler: APIHandler {
    let people: ProfileEditing
    let failure = "Failed to update user"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let changes = try request.fields { fields in ProfileChanges(reading: &fields) }
        return .json(try people.change(request.path("user_id"), changes, by: caller, at: request.receivedAt))
    }
}
