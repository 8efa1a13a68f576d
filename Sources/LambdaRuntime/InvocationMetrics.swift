import JSON
import Platform
import Time

/// One line for each invocation in CloudWatch's embedded metric format: what CloudWatch reads as metrics without being
/// called.
final class InvocationMetrics {
    enum Outcome {
        case answered
        case failed
    }

    private let host: Host
    private let namespace: String
    /// The part of the system that the function belongs to, which alarms watch as one.
    private let area: String?
    private var isFirst = true
    /// What CloudWatch is told of the counts, which are mostly the same ones as of the invocation before.
    private var directive: (names: [String], json: [UInt8]) = ([], [])

    init(_ host: Host) {
        self.host = host
        namespace = host.settings["METRICS_NAMESPACE"] ?? "Convene"
        area = host.settings["AREA"]
    }

    /// Writes the line of the invocation that just ended.
    func report(_ outcome: Outcome, after milliseconds: Double) {
        // An answer that says that the cause is ours has been counted by whoever wrote it.
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
