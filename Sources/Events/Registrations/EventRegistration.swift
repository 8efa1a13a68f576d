public import DynamoDB
public import Platform
import Profiles
public import Storage
public import Time

/// Registers users for events, with a seat or a place in the line.
public struct EventRegistration {
    private let registrations: RegistrationRepository
    private let attempts: Attempts

    /// Creates a registration in that table, which retries while other writes come first.
    public init(table: Table, attempts: Attempts) {
        registrations = RegistrationRepository(table: table)
        self.attempts = attempts
    }

    /// Registers the caller, or the user that they name, and has news of it sent.
    ///
    /// Only administrators and services register others, who must have a profile, by which they are reached; so are
    /// callers whose token has no address. The same request with the same key does nothing more and gets the same
    /// answer.
    ///
    /// - Throws: `EventError` if the event does not exist, is not active or is full, or if the user is already
    ///   registered.
    public func register(
        _ user: String? = nil, for event: String, as caller: Identity, at now: Instant,
        language: @autoclosure () -> Language = .english, once key: IdempotencyKey? = nil
    ) throws -> ListedRegistration {
        guard let eventID = EventID(event) else { throw EventError.unknownEvent }
        let user = try Self.user(user, as: caller)
        let claim = IdempotencyClaim(key, by: caller.userID, at: now)
        let own = Contact(caller, language: language())
        let reach: Reach = user != caller.userID ? .byProfile : caller.email == nil ? .byEither(own) : .byToken(own)
        var drawn: Ticket?
        do {
            return try attempts.run {
                try registrations.table.once(claim, unlessRefusedBy: EventError.self) {
                    try register(user, for: eventID, reach, at: now, claim: claim, drawn: &drawn)
                }
            }
        } catch {
            if let drawn, Self.isRefusal(error) { registrations.giveUpTicket(of: eventID, madeAt: drawn.madeAt) }
            throw error
        }
    }

    /// Whether the error tells for certain that nobody was registered.
    private static func isRefusal(_ error: any Error) -> Bool {
        switch error {
        case EventError.alreadyRegistered: false
        default: error is EventError || error is ContentionError
        }
    }

    /// A source of the address by which a user is reached.
    private enum Reach {
        case byToken(Contact)
        case byProfile
        /// The name and language of the token, with the address of the profile.
        case byEither(Contact)

        var needsProfile: Bool {
            if case .byToken = self { false } else { true }
        }

        func contact(profile: Contact?) -> Contact? {
            switch self {
            case .byToken(let contact): contact
            case .byProfile: profile
            case .byEither(let own): Contact(name: own.name, email: profile?.email, language: own.language)
            }
        }
    }

    /// Makes one attempt; nil if other writes came first.
    private func register(
        _ user: UserID, for eventID: EventID, _ reach: Reach, at now: Instant, claim: IdempotencyClaim?,
        drawn: inout Ticket?
    ) throws -> ListedRegistration? {
        guard let situation = try registrations.situation(of: user, at: eventID, withProfile: reach.needsProfile)
        else { throw EventError.unknownEvent }
        guard let contact = reach.contact(profile: situation.profile) else { throw ProfileError.unknownUser }
        guard situation.registration == nil else { throw EventError.alreadyRegistered }
        guard let admission = try admission(to: situation, drawn: &drawn) else { return nil }
        let registration = Registration(
            eventID: eventID, user: user, status: Registration.Status(admission), registeredAt: now,
            calendarID: .make(at: now), contact: contact, knownSequence: situation.event.sequence)
        return try registrations.add(
            registration, admission, in: situation, hasDrawn: drawn?.madeAt == situation.event.createdAt, claim: claim)
    }

    /// A ticket that a request drew, and the creation time of the event that it is for.
    private struct Ticket {
        let number: Int
        let position: Int
        let madeAt: Instant
    }

    /// Returns the seat or the place that the user gets; nil if everything has to be read again.
    ///
    /// A user who has to wait draws a ticket first, once for all attempts: then nothing that they join the line by
    /// depends on who else joins it.
    private func admission(to situation: Situation, drawn: inout Ticket?) throws -> Seats.Admission? {
        guard case .wait = try situation.seats.admission() else { return .seat }
        if drawn?.madeAt != situation.event.createdAt {
            guard let draw = try registrations.drawTicket(of: situation.event) else { return nil }
            drawn = Ticket(
                number: draw.ticket, position: max(draw.ticket - draw.departed, 1), madeAt: situation.event.createdAt)
        }
        return drawn.map { .wait(ticket: $0.number, position: $0.position) }
    }

    private static func user(_ named: String?, as caller: Identity) throws -> UserID {
        guard let named, named != caller.userID.text else { return caller.userID }
        try caller.require(.keeper)
        guard let user = UserID(named) else { throw ProfileError.unknownUser }
        return user
    }
}

extension Registration.Status {
    fileprivate init(_ admission: Seats.Admission) {
        switch admission {
        case .seat: self = .registered
        case .wait(let ticket, _): self = .waitlisted(ticket: ticket)
        }
    }
}

extension EventRegistration {
    /// Creates the registration of a function.
    public static func live(on host: Host) throws -> EventRegistration {
        EventRegistration(table: try .live(on: host), attempts: Attempts(on: host))
    }
}
