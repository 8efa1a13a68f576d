import DynamoDB
import Platform
import Storage
import Time

extension EventRepository {
    /// Adds an event with its seats and its organizer's profile; nil if its id belongs to an event, or to remains of
    /// one.
    func add<Answer: Codable>(
        _ new: ListedEvent, _ profile: TransactionAction, claim: IdempotencyClaim?, answer: Answer
    ) throws -> Settlement<Answer>? {
        let isNew = attribute("PK").isMissing
        return try unlessOvertaken {
            try table.transact(
                [
                    .put(new.event.item, if: isNew),
                    .put(new.seats.item(of: new.event.id).merging(new.event.mirror) { _, mirror in mirror }, if: isNew),
                    profile,
                ],
                claim: claim, answer: answer)
        }
    }

    /// Writes a changed event, with promotions and news; nil if another write came first.
    func write(_ revision: EventRevision, at now: Instant) throws -> ListedEvent? {
        let (id, facts) = (revision.event.id, EventFacts(revision.event))
        var promotion: Promotion?
        if revision.addsSeats {
            promotion = try Promotion.next(of: id, into: revision.seats, from: table)
            guard promotion != nil else { return nil }
        }
        let seats = TransactionAction.update(
            key: EventKeys.seats(id), Update(revision.seatChanges + (promotion?.changes ?? [])),
            if: revision.seatCondition(with: promotion))
        let effects = [revision.notices(facts, at: now), promotion?.continuation(of: id, at: now)]
        let actions =
            [.put(revision.event.item, if: revision.before.event.isUnchanged), seats]
            + (promotion?.actions(telling: facts, at: now) ?? []) + effects.compactMap { $0?.put }
        return try table.transactUnlessOvertaken(actions)
            ? revision.answer(promoted: promotion?.people.count ?? 0) : nil
    }

    /// Marks an event as deleted, with its registrations left to be removed; false if another write came first.
    func bury(_ event: Event, at now: Instant) throws -> Bool {
        var tombstone = EventKeys.event(event.id)
        tombstone["entityType"] = "EVENT"
        tombstone["eventId"] = .string(event.id.text)
        tombstone["status"] = EventKeys.deleted
        tombstone["deletedAt"] = .string(now.iso8601)
        tombstone["version"] = .number(event.version + 1)
        var last = event
        last.sequence += 1
        let removal = OutboxEntry(
            id: .make(at: now), kind: EventRemoval.kind, payload: EventFacts(last).payload, createdAt: now)
        return try table.transactUnlessOvertaken([
            .put(tombstone, if: event.isUnchanged),
            .update(
                key: EventKeys.seats(event.id), [.set("status", to: EventKeys.deleted)], if: attribute("PK").exists),
            removal.put,
        ])
    }
}

extension EventRevision {
    fileprivate var seatChanges: [Update.Change] {
        [
            .set("capacity", to: .number(seats.capacity)), .set("status", to: .string(seats.status.rawValue)),
            .set("waitlistEnabled", to: .bool(seats.isWaitlistOpen)),
        ] + event.mirror.sorted { $0.key < $1.key }.map { .set(AttributePath($0.key), to: $0.value) }
    }

    /// Returns a condition under which every user keeps their seat, and no user has come whom the news would miss.
    ///
    /// Event and seats are read one after the other: the condition compares the seats with what was read.
    fileprivate func seatCondition(with promotion: Promotion?) -> Condition {
        var condition =
            attribute("capacity") == .number(before.seats.capacity)
            && attribute("status") == .string(before.seats.status.rawValue)
            && attribute("waitlistEnabled") == .bool(before.seats.isWaitlistOpen)
        if seats.capacity < before.seats.capacity {
            condition = condition && attribute("registered") <= .number(seats.capacity)
        }
        if news != nil, !hasPeople {
            condition = condition && attribute("registered") == 0 && attribute("waiting") == 0
        }
        return promotion?.condition.map { condition && $0 } ?? condition
    }

    fileprivate func notices(_ facts: EventFacts, at now: Instant) -> OutboxEntry? {
        guard let news, hasPeople else { return nil }
        let payload = facts.payload.merging(["kind": .string(news.rawValue)]) { _, kind in kind }
        return OutboxEntry(id: .make(at: now), kind: EventNotices.kind, payload: payload, createdAt: now)
    }

    fileprivate func answer(promoted count: Int) -> ListedEvent {
        var seats = seats
        seats.registered += count
        seats.waiting -= count
        seats.departed += count
        return ListedEvent(event: event, seats: seats)
    }
}

extension EventFacts {
    /// The facts of the event for an effect that concerns everyone.
    fileprivate var payload: Item {
        [
            "eventId": .string(eventID.text), "createdAt": .string(createdAt.iso8601), "sequence": .number(sequence),
            "event": .map(attributes),
        ]
    }
}
