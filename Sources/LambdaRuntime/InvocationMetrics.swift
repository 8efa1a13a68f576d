import JSON
import Platform
import Time

/// A line per invocation in CloudWatch's embedded metric format, from which CloudWatch extracts metrics without an API
/// call.
final class InvocationMetrics {
    enum Outcome {
        case answered
        case failed
    }

    private let host: Host
    private let namespace: String
    /// The part of the system that the function belongs to, monitored as one by alarms.
    private let area: String?
    private var isFirst = true
    /// The metric definitions for the counts, cached because they are mostly the same for successive invocations.
    private var directive: (names: [String], json: [UInt8]) = ([], [])

    init(_ host: Host) {
        self.host = host
        namespace = host.settings["METRICS_NAMESPACE"] ?? "Convene"
        area = host.settings["AREA"]
    }

    /// Writes the line of the invocation that has just ended.
    func report(_ outcome: Outcome, after milliseconds: Double) {
        // An answer with an error of the service has already been counted by its writer.
        host.counters.add(outcome == .failed ? 1 : 0, to: "Errors")
        let counts = [(name: "ColdStart", value: isFirst ? 1 : 0)] + host.counters.values
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.key("_aws")
        json.object { json in
            json.member("Timestamp", Instant.now.milliseconds)
            json.key("CloudWatchMetrics")
            json.json(directive(for: counts.map(\.name)))
        }
        json.member("Function", host.log.function)
        if let area { json.member("Area", area) }
        json.member("requestId", host.log.context?.requestID ?? "")
        json.member("Duration", JSONNumber(milliseconds) ?? JSONNumber(0))
        for count in counts {
            json.member(count.name, count.value)
        }
        json.endObject()
        host.log.writeLine(json.bytes)
        isFirst = false
    }

    private func directive(for names: [String]) -> [UInt8] {
        if directive.names != names { directive = (names, makeDirective(for: names)) }
        return directive.json
    }

    private func makeDirective(for names: [String]) -> [UInt8] {
        let metrics = [("Duration", "Milliseconds")] + names.map { ($0, "Count") }
        let directive: JSONValue = [
            [
                "Namespace": .string(namespace),
                "Dimensions": area == nil ? [["Function"]] : [["Function"], ["Area"]],
                "Metrics": .array(metrics.map { ["Name": .string($0), "Unit": .string($1)] }),
            ]
        ]
        return directive.json()
    }
}
