import APIGateway
import Service

/// GET /docs: the description of every endpoint, for people.
struct ShowAPIReferenceHandler: APIHandler {
    let reference: APIReference
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        APIResponse(
            status: 200,
            headers: [
                "cache-control": "public, max-age=300",
                "content-security-policy": reference.contentSecurityPolicy,
                "content-type": "text/html; charset=utf-8",
                "referrer-policy": "no-referrer",
                "x-content-type-options": "nosniff",
            ],
            body: reference.bytes)
    }
}
