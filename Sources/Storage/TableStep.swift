public import DynamoDB

/// The next writes of an effect in the table.
///
/// They are done in one transaction with the change of its outbox entry, so that they are done exactly once, whatever
/// happens meanwhile.
public struct TableStep: Equatable, Sendable {
    /// Up to 99 writes, none of them on the entry.
    public let actions: [TransactionAction]
    /// The payload of the entry from then on, which says where to continue; nil if this is the last step.
    public let payload: Item?

    /// Returns the last step, or the only one.
    public static func finished(_ actions: [TransactionAction] = []) -> TableStep {
        TableStep(actions: actions, payload: nil)
    }

    /// Returns a step that others follow.
    ///
    /// The next step is asked for at once, or by the next sweep if there is no time left or the process dies.
    public static func unfinished(_ actions: [TransactionAction], payload: Item) -> TableStep {
        TableStep(actions: actions, payload: payload)
    }
}
