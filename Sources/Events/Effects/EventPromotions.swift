public import DynamoDB
public import Storage
public import Time

/// Continues promotions from the waitlist that one transaction could not complete.
public struct EventPromotions {
    /// The effect's name in the outbox.
    public static let kind = "event_promotions"

    private let table: Table

    /// Creates promotions for the events in the table.
    public init(table: Table) {
        self.table = table
    }

    /// Promotes as many users as one transaction takes, and leaves the rest for the next step.
    ///
    /// Nothing is left to do for an event that is gone, over or called off.
    public func nextStep(of entry: OutboxEntry, at now: Instant) throws -> TableStep {
        let eventID = try entry.eventID()
        guard let found = try EventRepository(table: table).event(eventID) else { return .finished() }
        guard found.seats.promotable > 0 else {
            // The seats may have been read before a change that the event shows already.
            return .finished([.check(key: EventKeys.seats(eventID), Self.nobodyIsDue)])
        }
        guard let promotion = try Promotion.next(of: eventID, into: found.seats, from: table) else {
            throw DynamoDBError.contention(detail: "the line moved while it was read")
        }
        guard !promotion.people.isEmpty else {
            // No waiting registration can be read: nothing is left to do unless another user has come since.
            return .finished([
                .check(key: EventKeys.seats(eventID), attribute("waiting") == .number(found.seats.waiting))
            ])
        }
        let isSame = attribute("capacity") == .number(found.seats.capacity) && found.event.isMirrored
        let seats = TransactionAction.update(
            key: EventKeys.seats(eventID), Update(promotion.changes),
            if: promotion.condition.map { isSame && $0 } ?? isSame)
        let actions =
            [seats] + promotion.actions(telling: EventFacts(found.event), at: now)
        return promotion.leavesMore ? .unfinished(actions, payload: entry.payload) : .finished(actions)
    }

    /// True of seats that no waiting user can have, and of seats that are gone.
    private static var nobodyIsDue: Condition {
        let isTaken = attribute("waiting") == 0 || attribute("registered") >= attribute("capacity")
        let endings = EventStatus.allCases.filter(\.isFinal).map { AttributeValue.string($0.rawValue) }
        return (endings + [EventKeys.deleted]).reduce(attribute("PK").isMissing || isTaken) { condition, ending in
            condition || attribute("status") == ending
        }
    }
}
