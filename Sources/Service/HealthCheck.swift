public import DynamoDB
import JSON
public import Platform
import Storage
public import Time

/// A check of whether the service can do its work: whether the table answers.
public struct HealthCheck {
    private let version: String
    private let table: Table
    private let host: Host

    /// Creates a check of a table; a failure is logged and counted by the host.
    public init(version: String, table: Table, host: Host) {
        self.version = version
        self.table = table
        self.host = host
    }

    /// Reads a key under which nothing is stored, with a consistent read, as for decisions: no cache or lagging replica
    /// answers.
    public func report(at now: Instant) -> HealthReport {
        HealthReport(version: version, isTableReachable: isTableReachable(), checkedAt: now)
    }

    private func isTableReachable() -> Bool {
        do throws(DynamoDBError) {
            _ = try table.get(.key("HEALTH", "HEALTH"))
            return true
        } catch {
            host.counters.add(to: "Errors")
            host.log.error("The table does not answer", ["cause": .string("\(error)")])
            return false
        }
    }
}

extension HealthCheck {
    /// Returns the check of a function, which gives up soon, so that the caller does not wait long.
    public static func live(on host: Host) throws -> HealthCheck {
        HealthCheck(
            version: ServiceInformation.live(on: host).version, table: try .live(on: host, patience: .short), host: host
        )
    }
}
