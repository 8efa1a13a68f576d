public import DynamoDB
public import Storage
public import Time

/// That those who have waited longest get the seats that are free: as many as one transaction takes.
///
/// Whoever raises a capacity writes `changes` to SEATS under `condition`, beside their own, and all `actions` in the
/// same transaction.
public struct Promotion: Equatable, Sendable {
    /// How many are promoted at once: each takes three of a transaction's hundred actions.
    public static let most = 25

    /// Who gets a seat, in the order of the line, as they were: waiting.
    public let people: [Registration]
    private let seats: Seats
    /// Whether all others that wait can't be read, so that nobody is left to promote.
    private let isWhole: Bool

    /// The promotion of these, the first in the line, into seats as they are to be, but for the promotion itself.
    init(_ people: [Registration], into seats: Seats, isWhole: Bool = false) {
        self.people = people
        self.seats = seats
        self.isWhole = isWhole
    }

    /// Reads who is next; nil when the line moved meanwhile, and all has to be read anew.
    ///
    /// `seats` are as they were read, with the capacity and the status that they are to have.
    public static func next(
        of eventID: EventID, into seats: Seats, from table: Table
    ) throws(DynamoDBError) -> Promotion? {
        try WaitingLine(of: eventID, in: table).first(min(seats.promotable, most))
            .map { Promotion($0.people, into: seats, isWhole: $0.isWhole) }
    }

    /// Whether seats stay free for which others wait.
    public var leavesMore: Bool { !isWhole && seats.promotable > people.count }

    /// What to add to SEATS: nothing when nobody is promoted.
    public var changes: [Update.Change] {
        guard !people.isEmpty else { return [] }
        return [
            .increment("registered", by: people.count), .increment("waiting", by: -people.count),
            .increment("departed", by: people.count),
        ]
    }

    /// What must be true of SEATS for these to be all who can be promoted; nil when nobody can ever be.
    ///
    /// While anyone waits, the number of those who have a seat changes by promotions alone.
    public var condition: Condition? {
        guard !seats.status.isFinal else { return nil }
        guard seats.waiting > 0 else { return attribute("waiting") == 0 }
        return attribute("registered") == .number(seats.registered) && seats.isLineUnchanged
    }

    /// What the promotion does beside SEATS, with the news for each of them.
    public func actions(telling facts: EventFacts, at now: Instant) -> [TransactionAction] {
        people.flatMap { Self.actions(for: $0, telling: facts, at: now) }
    }

    /// The effect by which the others are promoted; nil when there are none.
    public func continuation(of eventID: EventID, at now: Instant) -> OutboxEntry? {
        guard leavesMore else { return nil }
        return OutboxEntry(
            id: .make(at: now), kind: EventPromotions.kind, payload: ["eventId": .string(eventID.text)],
            createdAt: now)
    }

    /// What gives one of those who wait a seat, if they still wait with that ticket: nothing for who has one.
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
