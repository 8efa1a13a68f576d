public import JSON
import Time

/// The result of a health check.
public struct HealthReport: Equatable, Sendable {
    let version: String
    let isTableReachable: Bool
    let checkedAt: Instant

    /// Whether the service can do its work.
    public var isHealthy: Bool { isTableReachable }
}

extension HealthReport: JSONWritable {
    /// Writes the result, without the reason.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("status", isHealthy ? "healthy" : "unhealthy")
            json.member("version", version)
            json.member("table", isTableReachable ? "reachable" : "unreachable")
            json.member("checkedAt", checkedAt.iso8601)
        }
    }
}
