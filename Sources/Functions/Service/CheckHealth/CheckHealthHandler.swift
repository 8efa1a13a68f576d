import APIGateway
import Service

/// GET /health: reports whether the service can do its work; 503 when it can't.
struct CheckHealthHandler: APIHandler {
    let check: HealthCheck
    let readsContent = false

    func handle(_ request: APIRequest) throws -> APIResponse {
        let report = check.report(at: request.receivedAt)
        guard !report.isHealthy else { return .json(report) }
        var answer = APIResponse.json(report, status: 503)
        answer.headers["retry-after"] = "5"
        return answer
    }
}
