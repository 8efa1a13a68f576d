import APIGateway
import People
import Platform

/// GET /users/{user_id}/export: returns a page of all data kept about the user, as a file.
struct ExportUserHandler: APIHandler {
    let export: PersonExport
    let failure = "Failed to export user"
    let carriesDetail = true

    func handle(_ request: APIRequest) throws -> APIResponse {
        let caller = try request.requireIdentity()
        let user = try request.path("user_id")
        let cursor = try request.parameters { fields in fields.exportCursor() }
        let part = try export.part(about: user, after: cursor, for: caller, at: request.receivedAt)
        var answer = APIResponse.page(part.shown, at: "users", user, "export", next: part.next, query: part.query)
        answer.headers["content-disposition"] = #"attachment; filename="export.json""#
        return answer
    }
}
