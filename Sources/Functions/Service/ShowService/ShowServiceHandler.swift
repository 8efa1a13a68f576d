import APIGateway
import Service

/// GET /: returns the service's name and version, and the addresses of its documents.
struct ShowServiceHandler: APIHandler {
    let information: ServiceInformation
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        .json(information)
    }
}
