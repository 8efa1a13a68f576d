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
        writeDirective(counts.map(\.name), to: &json)
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

    private func writeDirective(_ names: [String], to json: inout JSONWriter) {
        json.beginObject()
        json.key("Timestamp")
        json.integer(Instant.now.milliseconds)
        json.key("CloudWatchMetrics")
        json.beginArray()
        json.beginObject()
        json.member("Namespace", namespace)
        json.key("Dimensions")
        json.value(area == nil ? [["Function"]] : [["Function"], ["Area"]])
        json.key("Metrics")
        json.beginArray()
        writeMetric("Duration", unit: "Milliseconds", to: &json)
        for name in names { writeMetric(name, unit: "Count", to: &json) }
        json.endArray()
        json.endObject()
        json.endArray()
        json.endObject()
    }

    private func writeMetric(_ name: String, unit: String, to json: inout JSONWriter) {
        json.beginObject()
        json.member("Name", name)
        json.member("Unit", unit)
        json.endObject()
    }
}
