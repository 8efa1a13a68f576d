public import DynamoDB

/// Writes that an effect has in the table, done in one transaction with what they make of its outbox entry, so that
/// they are done once, whatever happens meanwhile.
public struct TableStep: Equatable, Sendable {
    /// Up to 99 writes, none of them on the entry.
    public let actions: [TransactionAction]
    /// The payload that the entry has from then on, which says where to go on; nil when this is the last step.
    public let payload: Item?

    /// The last step, or the only one: no further one is asked for.
    public static func finished(_ actions: [TransactionAction] = []) -> TableStep {
        TableStep(actions: actions, payload: nil)
    }

    /// A step with others behind it.
    ///
    /// The next step is asked for at once, or by the next sweep when there is no time left, or the process dies.
    public static func unfinished(_ actions: [TransactionAction], payload: Item) -> TableStep {
        TableStep(actions: actions, payload: payload)
    }
}
