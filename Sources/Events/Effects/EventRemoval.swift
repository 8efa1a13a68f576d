public import DynamoDB
import JSON
public import Storage
public import Time

/// Removes what is left of an event that was deleted, and tells those who are still registered, unless they know that
/// it was cancelled, or it was over anyway.
public struct EventRemoval {
    /// How the outbox calls it.
    public static let kind = "event_removal"
    /// How many registrations go at once: each takes four of a transaction's hundred actions.
    private static let most = 20

    private let table: Table

    /// Removes events from the table.
    public init(table: Table) {
        self.table = table
    }

    /// Removes the next registrations, each with its place, its pointer and a cancellation; with the last of them the
    /// seats and the event itself, whose id is free from then on.
    public func nextStep(of entry: OutboxEntry, at now: Instant) throws -> TableStep {
        let eventID = try entry.eventID()
        let facts = try EventFacts(Payload(entry.payload))
        // Nobody registers for what is deleted, so that what is read as the last page is the last.
        let page = try table.page(Query(.registrations(of: eventID), pageSize: Self.most))
        let actions = try page.items.flatMap { item throws(DynamoDBError) in
            let registration = try Registration(item)
            guard facts.status != .completed, !registration.isToldOfCancellation else { return registration.removal }
            let notice = EventNotice(.cancelled, for: registration, of: facts, isEventGone: true).entry(at: now)
            return registration.removal + [notice?.put].compactMap(\.self)
        }
        guard page.next == nil else { return .unfinished(actions, payload: entry.payload) }
        return .finished(actions + Self.end(of: eventID))
    }

    private static func end(of eventID: EventID) -> [TransactionAction] {
        [EventKeys.seats(eventID), EventKeys.event(eventID)].map { .delete(key: $0, if: EventKeys.isGone) }
    }
}
