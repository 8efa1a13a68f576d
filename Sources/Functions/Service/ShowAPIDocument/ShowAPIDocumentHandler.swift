import APIGateway
import Service

/// GET /openapi.json: the description of every endpoint, for programs.
struct ShowAPIDocumentHandler: APIHandler {
    let document: APIDocument
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        var answer = APIResponse.json(bytes: document.bytes)
        // The same for everyone until the next deployment.
        answer.headers["cache-control"] = "public, max-age=300"
        return answer
    }
}
