import APIGateway
import JSON
import Platform
import Service

/// $default and OPTIONS /{proxy+}: refuses requests that match no other route, and answers preflight requests.
///
/// A path that exists under other methods is answered with 405 and those methods; anything else as API Gateway itself
/// would answer it.
struct RefuseRouteHandler: APIHandler {
    let routes: DocumentedRoutes
    let log: Log
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        // Any success lets a browser send its actual request, if API Gateway's headers allow it.
        guard !request.isPreflight else { return .nothing }
        let methods = routes.methods(of: request.path)
        // A path that has the method arrived with an encoded slash: it is one of the API's only once decoded.
        guard !methods.isEmpty, !methods.contains(request.method) else {
            return refusal(of: request, 404, "Not Found", code: "not_found")
        }
        var answer = refusal(of: request, 405, "Method Not Allowed", code: "method_not_allowed")
        answer.headers["allow"] = methods.joined(separator: ", ")
        return answer
    }

    private func refusal(of request: APIRequest, _ status: Int, _ message: String, code: String) -> APIResponse {
        log.info(
            "The request was refused",
            [
                "apiRequestId": .string(request.requestID), "code": .string(code),
                "status": .number(JSONNumber(status)),
            ])
        return APIResponse(
            status: status, headers: ["content-type": "application/json"],
            body: JSONValue.object(["message": .string(message)]).json())
    }
}

extension APIRequest {
    /// Whether a browser is asking if a page may call.
    ///
    /// API Gateway answers that itself only where no route has OPTIONS. One route has it for every path but `/`, so
    /// that floods of wrong paths don't use up its throttling; for `/` it is the default route.
    fileprivate var isPreflight: Bool {
        method == "OPTIONS" && headers["origin"] != nil && headers["access-control-request-method"] != nil
    }
}
