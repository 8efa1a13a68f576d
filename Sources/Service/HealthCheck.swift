public import DynamoDB
import JSON
public import Platform
import Storage
public import Time

/// Finds out whether the service can do its work: whether the table answers.
public struct HealthCheck {
    private let version: String
    private let table: Table
    private let host: Host

    /// Asks that table; says in the host's log why it did not answer, and counts it.
    public init(version: String, table: Table, host: Host) {
        self.version = version
        self.table = table
        self.host = host
    }

    /// Reads one key that nothing is kept under, as every read that decides: past no cache and no replica that lags.
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
    /// The check of a function, which gives up soon: whoever asks does not wait for long.
    public static func live(on host: Host) throws -> HealthCheck {
        HealthCheck(
            version: ServiceInformation.live(on: host).version, table: try .live(on: host, patience: .short), host: host
        )
    }
}
