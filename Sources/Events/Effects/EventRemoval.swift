public import DynamoDB
import JSON
import Platform
public import Storage
public import Time

/// Removes what is left of a deleted event, and tells the users who are still registered.
///
/// They are not told if they know that it was cancelled, or if it was over.
public struct EventRemoval {
    /// The effect's name in the outbox.
    public static let kind = "event_removal"
    /// The number of registrations removed at once: each takes four of a transaction's hundred actions.
    private static let most = 20

    private let table: Table

    /// Creates a removal for events in the table.
    public init(table: Table) {
        self.table = table
    }

    /// Removes the next registrations, each with its place, its pointer and a cancellation.
    ///
    /// The last of them go with the seats and the event itself, whose id is free from then on.
    public func nextStep(of entry: OutboxEntry, at now: Instant) throws -> TableStep {
        let eventID = try entry.eventID()
        let facts = try EventFacts(Payload(entry.payload))
        // A deleted event takes no registrations: the page that is read as the last one is the last.
        let page = try table.page(Query(.registrations(of: eventID), pageSize: Self.most))
        var actions: [TransactionAction] = []
        for item in page.items {
            let registration = table.readable(item) { item in try Registration(item) }
            actions += try registration.map { removal(of: $0, facts, at: now) } ?? remains(of: item, at: eventID)
        }
        guard page.next == nil else { return .unfinished(actions, payload: entry.payload) }
        return .finished(actions + Self.end(of: eventID))
    }

    private func removal(of registration: Registration, _ facts: EventFacts, at now: Instant) -> [TransactionAction] {
        guard facts.status != .completed, !registration.isToldOfCancellation else { return registration.removal }
        let notice = EventNotice(.cancelled, for: registration, of: facts, isEventGone: true).entry(at: now)
        return registration.removal + [notice?.put].compactMap(\.self)
    }

    /// Returns the writes that remove an unreadable registration, with whatever belongs to it by its key.
    private func remains(of item: Item, at eventID: EventID) throws(DynamoDBError) -> [TransactionAction] {
        let key = item.filter { ["PK", "SK"].contains($0.key) }
        let user = key["SK"]?.string.flatMap { UserID(String($0.dropFirst(EventKeys.registrations.count))) }
        guard let user else { return [.delete(key: key)] }
        let places = try WaitingLine(of: eventID, in: table).keys(of: user)
        return ([key, EventKeys.pointer(eventID, of: user)] + places).map { .delete(key: $0) }
    }

    private static func end(of eventID: EventID) -> [TransactionAction] {
        [EventKeys.seats(eventID), EventKeys.event(eventID)].map { .delete(key: $0, if: EventKeys.isGone) }
    }
}
