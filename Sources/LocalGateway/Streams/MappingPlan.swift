import JSON
import Template

/// A validated mapping with its settings.
struct MappingPlan: Sendable {
    let function: String
    let mapping: StreamMapping
    let table: String
    let rules: Delivery.Rules
    let filters: [EventFilter]
    let destination: FailureFile?

    /// Throws a description of a mapping that is invalid or not supported here.
    init(_ mapping: StreamMapping, of function: String, data: String) throws(GatewayError) {
        self.function = function
        self.mapping = mapping
        rules = Delivery.Rules(retries: mapping.retries, bisects: mapping.bisects, maximumAge: mapping.maximumAge)
        do throws(GatewayError) {
            guard mapping.parallelization == 1 else {
                throw GatewayError("ParallelizationFactor: only 1 is supported outside AWS")
            }
            table = try Self.table(of: mapping.stream)
            filters = try Self.filters(mapping.filters)
            destination = try mapping.onFailure.map { arn throws(GatewayError) in
                try FailureFile(arn, folder: "\(data)/on-failure")
            }
        } catch {
            throw GatewayError("\(function): the event \(mapping.name): \(error)")
        }
    }

    /// Returns the table's name; the stream has another name here than the template can know.
    private static func table(of stream: String) throws(GatewayError) -> String {
        let parts = stream.split(separator: "/")
        guard stream.hasPrefix("arn:"), parts.count > 1, parts[0].hasSuffix(":table") else {
            throw GatewayError("Stream: \(stream) is not the ARN of a table's stream")
        }
        return String(parts[1])
    }

    private static func filters(_ patterns: [String]) throws(GatewayError) -> [EventFilter] {
        var filters: [EventFilter] = []
        for pattern in patterns {
            do throws(JSONError) {
                filters.append(try EventFilter(parsing: pattern))
            } catch {
                throw GatewayError("FilterCriteria: the pattern \(pattern): \(error)")
            }
        }
        return filters
    }

    /// Returns whether a record is selected for the function.
    func chooses(_ record: JSONNode) -> Bool {
        guard !filters.isEmpty else { return true }
        let value = record.value
        return filters.contains { $0.matches(value) }
    }
}
