public import DynamoDB
public import Platform
public import Storage
public import Time

/// Unregisters users from events, and gives their seats to the next users in line.
public struct EventUnregistration {
    private let registrations: RegistrationRepository
    private let attempts: Attempts

    /// Creates an unregistration in that table, which retries while other writes come first.
    public init(table: Table, attempts: Attempts) {
        registrations = RegistrationRepository(table: table)
        self.attempts = attempts
    }

    /// Unregisters the user, and notifies them and the user who gets their seat.
    ///
    /// The caller is the user, or the event's owner, an administrator or a service on their behalf.
    ///
    /// - Throws: `EventError` if the event or the registration does not exist.
    public func unregister(_ user: String, from event: String, as caller: Identity, at now: Instant) throws {
        guard let eventID = EventID(event) else { throw EventError.unknownEvent }
        guard let user = UserID(user) else { throw EventError.unknownRegistration }
        try attempts.run { () throws -> Void? in
            guard let situation = try registrations.situation(of: user, at: eventID) else {
                throw EventError.unknownEvent
            }
            guard user == caller.userID || situation.event.isManaged(by: caller) else { throw AccessError.notYourself }
            guard let registration = situation.registration else { throw EventError.unknownRegistration }
            let notice = EventNotice(.unregistered, for: registration, of: situation.facts)
            return try remove(registration, in: situation, telling: notice, at: now)
        }
    }

    /// Unregisters a user who is being erased; without a registration, removes only what may be left of one.
    ///
    /// A seat leaves their calendar by the last mail that goes to the address kept with it.
    public func release(_ user: UserID, from event: EventID, at now: Instant) throws {
        try attempts.run { () throws -> Void? in
            let situation = try registrations.situation(of: user, at: event)
            guard let situation, let registration = situation.registration else {
                return try registrations.removeRemains(of: user, at: event) ? () : nil
            }
            let hasSeat = registration.status == .registered
            let notice = EventNotice(.unregistered, for: registration, of: situation.facts, isFarewell: true)
            return try remove(registration, in: situation, telling: hasSeat ? notice : nil, at: now)
        }
    }

    /// Makes one attempt; nil if other writes came first.
    private func remove(
        _ registration: Registration, in situation: Situation, telling notice: EventNotice?, at now: Instant
    ) throws -> Void? {
        let seats = situation.seats
        var next: Registration?
        if registration.status == .registered, seats.waiting > 0, !seats.status.isFinal {
            // A user waits, unless the line moved meanwhile, or no waiting registration can be read.
            guard let head = try registrations.headOfLine(of: situation.event.id) else { return nil }
            next = head.people.first
        }
        return try registrations.remove(registration, promoting: next, in: situation, telling: notice, at: now)
            ? () : nil
    }
}

extension EventUnregistration {
    /// Creates the unregistration of a function.
    public static func live(on host: Host) throws -> EventUnregistration {
        EventUnregistration(table: try .live(on: host), attempts: Attempts(on: host))
    }
}
