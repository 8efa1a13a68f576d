public import DynamoDB
import JSON
public import Storage
public import Time

/// Tells everyone who is registered or waiting what has happened to an event, as long as it exists.
public struct EventNotices {
    /// The effect's name in the outbox.
    public static let kind = "event_notices"
    /// The number of users told at once: each takes two of a transaction's hundred actions.
    private static let most = 25

    private let table: Table

    /// Creates notices for the registrations in the table.
    public init(table: Table) {
        self.table = table
    }

    /// Leaves a mail in the outbox for each of the next users who are still registered, and returns where to continue.
    ///
    /// Users who registered after the change, or who have newer news, are told nothing.
    public func nextStep(of entry: OutboxEntry, at now: Instant) throws -> TableStep {
        let eventID = try entry.eventID()
        let payload = Payload(entry.payload)
        let kind = try payload.value("kind") { EventNotice.Kind(rawValue: $0) }
        let facts = try EventFacts(payload)
        let page = try table.page(
            Query(.registrations(of: eventID), pageSize: Self.most), after: entry.payload["after"]?.map)
        // Read after the page: its registrations are for this event, and for no other one that got its id.
        guard let event = try EventRepository(table: table).event(eventID)?.event, event.createdAt == facts.createdAt
        else { return .finished() }
        let registrations = table.readable(page.items) { item in try Registration(item) }
        let actions = registrations.flatMap { registration -> [TransactionAction] in
            guard registration.knownSequence < facts.sequence,
                let notice = EventNotice(kind, for: registration, of: facts).entry(at: now)
            else { return [] }
            return [registration.learns(kind, sequence: facts.sequence), notice.put]
        }
        guard let next = page.next else { return .finished(actions) }
        return .unfinished(actions, payload: entry.payload.merging(["after": .map(next)]) { _, new in new })
    }
}

extension KeyCondition {
    /// Returns the condition that finds an event's registrations, by the users' ids.
    static func registrations(of eventID: EventID) -> KeyCondition {
        KeyCondition(
            "PK", equals: .string(EventKeys.partition(eventID)), and: "SK",
            .beginsWith(.string(EventKeys.registrations)))
    }
}
