import APIGateway
import People
import Platform

/// POST /users: creates the caller's profile, or any user's for administrators and services.
struct CreateUserHandler: APIHandler {
    let people: ProfileCreation
    let failure = "Failed to create user"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let key = try request.idempotencyKey()
        let new = try request.fields { fields in NewProfile(reading: &fields, by: caller) }
        let profile = try people.create(new, by: caller, at: request.receivedAt, once: key)
        return .created(profile, at: "users", profile.userID.text)
    }
}
