public import DynamoDB
import JSON
import Storage

/// Writes that an effect has in the table, to be done in one transaction with what they make of its outbox entry.
public struct EffectStep: Equatable, Sendable {
    /// At most 98 writes, none of them on the entry.
    public let actions: [TransactionAction]
    /// The payload that the entry has from then on, which says where to go on; nil when this is the last step.
    public let payload: Item?

    /// The last step, or the only one.
    public static func finished(_ actions: [TransactionAction] = []) -> EffectStep {
        EffectStep(actions: actions, payload: nil)
    }

    /// A step with others behind it.
    public static func unfinished(_ actions: [TransactionAction], payload: Item) -> EffectStep {
        EffectStep(actions: actions, payload: payload)
    }
}

extension OutboxEntry {
    /// The event that the effect concerns; an entry without one is nothing that could ever be carried out.
    func eventID() throws(EffectError) -> EventID {
        guard let id = payload["eventId"]?.string.flatMap(EventID.init) else { throw .unreadable("eventId") }
        return id
    }
}
