import APIGateway
import People
import Platform

/// GET /users/{user_id}/export: returns all data kept about the user, as a file.
struct ExportUserHandler: APIHandler {
    let export: PersonExport
    let failure = "Failed to export user"
    let readsContent = false
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        var answer = APIResponse.json(
            try export.everything(about: request.path("user_id"), for: caller, at: request.receivedAt))
        answer.headers["content-disposition"] = #"attachment; filename="export.json""#
        return answer
    }
}
