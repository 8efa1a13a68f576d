import APIGateway
import Service

/// GET /: the service's name and version, and where its documents are.
struct ShowServiceHandler: APIHandler {
    let information: ServiceInformation
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        .json(information)
    }
}
