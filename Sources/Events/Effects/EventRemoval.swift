public import DynamoDB
import JSON
import Platform
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
        var actions: [TransactionAction] = []
        for item in page.items {
            let registration = table.readable(item) { item throws(DynamoDBError) in try Registration(item) }
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

    /// The writes that remove a registration that can't be read, with whatever belongs to it by its key.
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
