import APIGateway
import People
import Platform

/// DELETE /users/{user_id}: erases all data kept about the user.
struct DeleteUserHandler: APIHandler {
    let erasure: PersonErasure
    let failure = "Failed to delete user"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        try request.refuseUnreadableBody()
        try erasure.erase(request.path("user_id"), as: caller, at: request.receivedAt)
        return .nothing
    }
}
