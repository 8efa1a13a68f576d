import DynamoDB
import JSON
import Platform
import Profiles
import Storage
import Time

/// Registrations in the table, and what comes with each: seats, places, pointers and news.
struct RegistrationRepository {
    let table: Table

    /// The event, and what the person has there; nil for an event that there is not, or no more.
    func situation(
        of user: UserID, at eventID: EventID, withProfile: Bool = false
    ) throws(DynamoDBError) -> Situation? {
        let registration = EventKeys.registration(user, eventID)
        let profile = withProfile ? [ProfileKeys.profile(of: user)] : []
        let keys = [EventKeys.event(eventID), EventKeys.seats(eventID), registration] + profile
        let items = Dictionary(try table.batchGet(keys).map { ($0["SK"], $0) }) { first, _ in first }
        guard let event = try items["EVENT"].flatMap({ item throws(DynamoDBError) in try Event.reading(item) }),
            let seats = try items["SEATS"].flatMap({ item throws(DynamoDBError) in try Seats.reading(item) })
        else { return nil }
        return Situation(
            event: event, seats: seats,
            registration: try items[registration["SK"]].map { item throws(DynamoDBError) in try Registration(item) },
            profile: try items[.string(ProfileKeys.profile)].map { item throws(DynamoDBError) in
                Contact(try Profile(item, of: user))
            })
    }

    /// The person's registration, whatever has become of the event.
    func registration(of user: UserID, at eventID: EventID) throws(DynamoDBError) -> Registration? {
        try table.get(EventKeys.registration(user, eventID)).map { item throws(DynamoDBError) in
            try Registration(item)
        }
    }

    /// The user who is next in line, if they can be read; nil when the line moved while it was read.
    func headOfLine(of eventID: EventID) throws(DynamoDBError) -> WaitingLine.Head? {
        try WaitingLine(of: eventID, in: table).first(1)
    }

    /// Registers someone, with the news for them and the claim; nil when something that it rests on is no longer so.
    func add(
        _ registration: Registration, _ admission: Seats.Admission, in situation: Situation, claim: IdempotencyClaim?
    ) throws -> ListedRegistration? {
        let isNew = attribute("PK").isMissing
        var actions = [
            taking(admission, in: situation), .put(registration.item, if: isNew), .put(registration.pointer),
        ]
        var notice = EventNotice(.registered, for: registration, of: situation.facts)
        var answer = ListedRegistration(registration)
        if case .wait(_, let position) = admission {
            notice = EventNotice(.waitlisted, for: registration, of: situation.facts, position: position)
            answer = ListedRegistration(registration, position: position)
        }
        // Whoever is erased meanwhile is not kept again by what their profile said.
        let profile = situation.profile.map { _ in
            TransactionAction.check(key: ProfileKeys.profile(of: registration.user), attribute("PK").exists)
        }
        actions += [
            profile, registration.place.map { .put($0, if: isNew) }, notice.entry(at: registration.registeredAt)?.put,
        ].compactMap(\.self)
        return try unlessOvertaken { () throws in
            try table.transact(actions, claim: claim, answer: answer).answer
        }
    }

    /// Takes someone out, and gives their seat to the one who is promoted; false when something that it rests on is no
    /// longer so.
    func remove(
        _ registration: Registration, promoting next: Registration?, in situation: Situation,
        telling notice: EventNotice?, at now: Instant
    ) throws -> Bool {
        let actions =
            [leaving(registration, promoting: next, in: situation)]
            + registration.removal + [notice?.entry(at: now)?.put].compactMap(\.self)
            + (next.map { Promotion.actions(for: $0, telling: situation.facts, at: now) } ?? [])
        return try table.transactUnlessOvertaken(actions)
    }

    /// Removes what is left of a registration where the event is gone, or a pointer to nothing; false when it changed
    /// meanwhile, or when there is a registration again, whose seat has to be counted.
    func removeRemains(of user: UserID, at eventID: EventID) throws -> Bool {
        let nothingAgain = TransactionAction.check(
            key: EventKeys.registration(user, eventID), attribute("PK").isMissing)
        let rest =
            try registration(of: user, at: eventID).map {
                $0.removal + [.check(key: EventKeys.event(eventID), EventKeys.isGone)]
            }
            ?? [nothingAgain, .delete(key: EventKeys.pointer(eventID, of: user))]
        return try table.transactUnlessOvertaken(rest)
    }

    /// Draws the next ticket of the line, which nobody else gets, and returns it with the number of those whose holders
    /// wait no more; nil when everything has to be read anew.
    ///
    /// One that is never used leaves a hole in the line, which does no harm.
    func drawTicket(of event: Event) throws -> (ticket: Int, departed: Int)? {
        let isOpen = attribute("status") == .string(EventStatus.active.rawValue) && event.isMirrored
        let item: Item
        do {
            item = try table.update(EventKeys.seats(event.id), [.increment("nextTicket", by: 1)], if: isOpen)
        } catch {
            switch error {
            case .conditionFailed, .outcomeUnknown: return nil
            case .contention: throw ContentionError()
            default: throw error
            }
        }
        guard let seats = try Seats.reading(item) else { return nil }
        let ticket = seats.nextTicket - 1
        return (ticket, seats.departed)
    }

    /// The change of the seats, under conditions that hold however many others come at the same time.
    private func taking(_ admission: Seats.Admission, in situation: Situation) -> TransactionAction {
        let (registered, waiting) = (attribute("registered"), attribute("waiting"))
        let isOpen =
            attribute("status") == .string(EventStatus.active.rawValue) && situation.event.isMirrored
        let key = EventKeys.seats(situation.event.id)
        switch admission {
        case .seat:
            return .update(
                key: key, [.increment("registered", by: 1)],
                if: isOpen && waiting == 0 && registered < attribute("capacity"))
        case .wait:
            let isSeatless = registered >= attribute("capacity") || waiting > 0
            return .update(
                key: key, [.increment("waiting", by: 1)],
                if: isOpen && attribute("waitlistEnabled") == true && isSeatless)
        }
    }

    private func leaving(
        _ registration: Registration, promoting next: Registration?, in situation: Situation
    ) -> TransactionAction {
        let status = situation.seats.status
        let isUnchanged = attribute("status") == .string(status.rawValue) && situation.event.isMirrored
        let key = EventKeys.seats(situation.event.id)
        guard registration.status == .registered, next == nil else {
            return .update(
                key: key, [.increment("waiting", by: -1), .increment("departed", by: 1)],
                if: next == nil ? isUnchanged : isUnchanged && situation.seats.isLineUnchanged)
        }
        return .update(
            key: key, [.increment("registered", by: -1)],
            // Whoever waits still can't be read.
            if: status.isFinal ? isUnchanged : isUnchanged && attribute("waiting") == .number(situation.seats.waiting))
    }
}
