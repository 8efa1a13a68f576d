import DynamoDB
import JSON
import Platform
import Profiles
import Storage
import Time

/// A store of registrations and what comes with each: seats, places, pointers and news.
struct RegistrationRepository {
    let table: Table

    /// Returns the event, and the user's registration for it; nil if the event does not exist, or no longer.
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

    /// Returns the user's registration, whatever has become of the event.
    func registration(of user: UserID, at eventID: EventID) throws(DynamoDBError) -> Registration? {
        try table.get(EventKeys.registration(user, eventID)).map { item throws(DynamoDBError) in
            try Registration(item)
        }
    }

    /// Returns the next user in line, if they can be read; nil if the line moved meanwhile.
    func headOfLine(of eventID: EventID) throws(DynamoDBError) -> WaitingLine.Head? {
        try WaitingLine(of: eventID, in: table).first(1)
    }

    /// Adds a registration, with its news and the claim; nil if something that it rests on has changed.
    ///
    /// A ticket that was drawn before a seat became free counts as departed, so that it leaves no hole in the line.
    func add(
        _ registration: Registration, _ admission: Seats.Admission, in situation: Situation, hasDrawn: Bool = false,
        claim: IdempotencyClaim?
    ) throws -> ListedRegistration? {
        let isNew = attribute("PK").isMissing
        var actions = [
            taking(admission, in: situation, hasDrawn: hasDrawn), .put(registration.item, if: isNew),
            .put(registration.pointer),
        ]
        var notice = EventNotice(.registered, for: registration, of: situation.facts)
        var answer = ListedRegistration(registration)
        if case .wait(_, let position) = admission {
            notice = EventNotice(.waitlisted, for: registration, of: situation.facts, position: position)
            answer = ListedRegistration(registration, position: position)
        }
        // A user who is erased meanwhile must not be kept again by what their profile said.
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

    /// Removes a registration, and gives its seat to the promoted user; false if something that it rests on has
    /// changed.
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

    /// Removes what is left of a registration whose event is gone, or a pointer to nothing.
    ///
    /// It returns false if that changed meanwhile, or if there is a registration again, whose seat has to be counted.
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

    /// Draws the line's next ticket, which no other user gets; nil if everything has to be read again.
    ///
    /// With it comes the number of tickets whose holders no longer wait. A ticket that is never used, because a process
    /// died, leaves a hole in the line: later positions in answers are one too high, and nothing else is different.
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

    /// Counts a ticket whose holder was refused as departed, so that it leaves no hole in the line.
    ///
    /// The refusal stands whatever becomes of this, so an error is no concern of the caller's.
    func giveUpTicket(of eventID: EventID, madeAt: Instant) {
        let made = attribute("eventCreatedAt")
        _ = try? table.update(
            EventKeys.seats(eventID), [.increment("departed", by: 1)],
            if: attribute("PK").exists && (made.isMissing || made == .string(madeAt.iso8601)))
    }

    /// Returns the change of the seats, under conditions that hold however many others come at the same time.
    private func taking(
        _ admission: Seats.Admission, in situation: Situation, hasDrawn: Bool
    ) -> TransactionAction {
        let (registered, waiting) = (attribute("registered"), attribute("waiting"))
        let isOpen =
            attribute("status") == .string(EventStatus.active.rawValue) && situation.event.isMirrored
        let key = EventKeys.seats(situation.event.id)
        switch admission {
        case .seat:
            let unused: [Update.Change] = hasDrawn ? [.increment("departed", by: 1)] : []
            return .update(
                key: key, Update([.increment("registered", by: 1)] + unused),
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
            // Nobody waits, or none of the registrations that wait can be read.
            if: status.isFinal ? isUnchanged : isUnchanged && attribute("waiting") == .number(situation.seats.waiting))
    }
}
