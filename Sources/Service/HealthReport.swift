public import JSON
import Time

/// What a check of the service's health found.
public struct HealthReport: Equatable, Sendable {
    let version: String
    let isTableReachable: Bool
    let checkedAt: Instant

    /// Whether the service can do its work.
    public var isHealthy: Bool { isTableReachable }
}

extension HealthReport: JSONWritable {
    /// Writes what was found, and nothing of why.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("status", isHealthy ? "healthy" : "unhealthy")
            json.member("version", version)
            json.member("table", isTableReachable ? "reachable" : "unreachable")
            json.member("checkedAt", checkedAt.iso8601)
        }
    }
}
