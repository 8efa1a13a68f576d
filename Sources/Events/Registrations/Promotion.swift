public import DynamoDB
public import Storage
public import Time

/// One transaction's worth of promotions from the waitlist, in the order of the line.
///
/// A caller that raises a capacity writes `changes` to SEATS under `condition`, beside its own, and all `actions` in
/// the same transaction.
public struct Promotion: Equatable, Sendable {
    /// The number of users promoted at once: each takes three of a transaction's hundred actions.
    public static let most = 25

    /// The registrations that get a seat, in the order of the line, as they were while waiting.
    public let people: [Registration]
    private let seats: Seats
    /// A Boolean value that is true if no other waiting registration can be read, and none is left to promote.
    private let isWhole: Bool

    /// Creates the promotion of the first users in the line, into seats as they are to be before the promotion itself.
    init(_ people: [Registration], into seats: Seats, isWhole: Bool = false) {
        self.people = people
        self.seats = seats
        self.isWhole = isWhole
    }

    /// Reads the next users in line; nil if the line moved meanwhile, and everything has to be read again.
    ///
    /// `seats` are as they were read, with the capacity and the status that they are to have.
    public static func next(
        of eventID: EventID, into seats: Seats, from table: Table
    ) throws(DynamoDBError) -> Promotion? {
        try WaitingLine(of: eventID, in: table).first(min(seats.promotable, most))
            .map { Promotion($0.people, into: seats, isWhole: $0.isWhole) }
    }

    /// A Boolean value that is true if seats stay free for which others wait.
    public var leavesMore: Bool { !isWhole && seats.promotable > people.count }

    /// The changes to SEATS: none if no user is promoted.
    public var changes: [Update.Change] {
        guard !people.isEmpty else { return [] }
        return [
            .increment("registered", by: people.count), .increment("waiting", by: -people.count),
            .increment("departed", by: people.count),
        ]
    }

    /// A condition on SEATS under which these are all users who can be promoted; nil if no user ever can be.
    ///
    /// While anyone waits, the number of users with a seat changes by promotions alone.
    public var condition: Condition? {
        guard !seats.status.isFinal else { return nil }
        guard seats.waiting > 0 else { return attribute("waiting") == 0 }
        return attribute("registered") == .number(seats.registered) && seats.isLineUnchanged
    }

    /// Returns the actions of the promotion beside SEATS, with the news for each user.
    public func actions(telling facts: EventFacts, at now: Instant) -> [TransactionAction] {
        people.flatMap { Self.actions(for: $0, telling: facts, at: now) }
    }

    /// Returns the effect that promotes the others; nil if there are none.
    public func continuation(of eventID: EventID, at now: Instant) -> OutboxEntry? {
        guard leavesMore else { return nil }
        return OutboxEntry(
            id: .make(at: now), kind: EventPromotions.kind, payload: ["eventId": .string(eventID.text)],
            createdAt: now)
    }

    /// Returns the actions that give a user a seat if they still wait with that ticket: none if they have a seat.
    static func actions(
        for person: Registration, telling facts: EventFacts, at now: Instant
    ) -> [TransactionAction] {
        guard case .waitlisted(let ticket) = person.status else { return [] }
        var promoted = person
        promoted.status = .registered
        let notice = EventNotice(.promoted, for: promoted, of: facts).entry(at: now)
        return [
            .delete(key: EventKeys.place(ticket, person.eventID), if: attribute("PK").exists),
            .update(
                key: EventKeys.registration(person.user, person.eventID),
                [
                    .set("status", to: .string(promoted.status.name)), .remove("ticket"),
                    .set("knownSequence", to: .number(facts.sequence)),
                ],
                if: person.isUnchanged),
        ] + [notice?.put].compactMap(\.self)
    }
}
