public import DynamoDB

/// Writes that are done in one transaction with what they make of their entry, so that they are done once, whatever
/// happens meanwhile.
public struct TableStep: Equatable, Sendable {
    enum Ending: Equatable {
        case finished
        case unfinished(payload: Item)
    }

    let actions: [TransactionAction]
    let ending: Ending

    /// The last step, or the only one: up to 99 writes, none of them on the entry, and no further one is asked for.
    public static func finished(_ actions: [TransactionAction] = []) -> TableStep {
        TableStep(actions: actions, ending: .finished)
    }

    /// A step with others behind it: up to 99 writes, none of them on the entry, and the payload that the entry has from
    /// then on, which says where to go on.
    ///
    /// The next step is asked for at once, or by the next sweep when there is no time left, or the process dies.
    public static func unfinished(_ actions: [TransactionAction], payload: Item) -> TableStep {
        TableStep(actions: actions, ending: .unfinished(payload: payload))
    }
}
