/// The items that a query reads: those of one partition whose sort key matches.
public struct KeyCondition: Equatable, Sendable {
    /// The condition on a sort key.
    public enum SortKey: Equatable, Sendable {
        case beginsWith(AttributeValue)
        /// Any comparison but `notEqual`, with which the query is rejected.
        case compare(Condition.Comparison, AttributeValue)
        case between(AttributeValue, AttributeValue)
    }

    private let partition: (name: AttributePath, value: AttributeValue)
    private let sort: (name: AttributePath, condition: SortKey)?

    /// Selects all items of the partition.
    public init(_ name: AttributePath, equals value: AttributeValue) {
        partition = (name, value)
        sort = nil
    }

    /// Selects the items of the partition whose sort key matches.
    public init(
        _ name: AttributePath, equals value: AttributeValue, and sortName: AttributePath, _ condition: SortKey
    ) {
        partition = (name, value)
        sort = (sortName, condition)
    }

    func text(_ writer: inout ExpressionWriter) -> String {
        let first = "\(writer.alias(partition.name)) = \(writer.alias(partition.value))"
        guard let sort else { return first }
        let name = writer.alias(sort.name)
        switch sort.condition {
        case .beginsWith(let prefix):
            return "\(first) AND begins_with(\(name), \(writer.alias(prefix)))"
        case .compare(let comparison, let value):
            if comparison == .notEqual { writer.refuse("a query cannot leave out a sort key") }
            return "\(first) AND \(name) \(comparison.rawValue) \(writer.alias(value))"
        case .between(let low, let high):
            return "\(first) AND \(name) BETWEEN \(writer.alias(low)) AND \(writer.alias(high))"
        }
    }

    public static func == (one: KeyCondition, other: KeyCondition) -> Bool {
        one.partition == other.partition && one.sort?.name == other.sort?.name
            && one.sort?.condition == other.sort?.condition
    }
}
