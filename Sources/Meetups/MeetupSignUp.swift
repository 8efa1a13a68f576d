import JSON
public import Platform
import Profiles
import Scheduling
public import Storage
public import Time

/// Signs users up for meetups.
public struct MeetupSignUp {
    /// The time after an invitation within which no other one is sent.
    private static let secondsBetweenInvitations = 60

    private let catalogue: MeetupCatalogue
    private let signUps: any SignUpWriting
    private let attempts: Attempts
    private let log: Log

    /// Creates a sign-up for the catalogue's meetups, which logs each invitation that is on its way.
    public init(catalogue: MeetupCatalogue, signUps: any SignUpWriting, attempts: Attempts, log: Log) {
        self.catalogue = catalogue
        self.signUps = signUps
        self.attempts = attempts
        self.log = log
    }

    /// Signs the user up, and has an invitation sent in their language.
    ///
    /// A second sign-up succeeds too: the time of the first one is kept, and another invitation sent, since the user
    /// may have lost it, unless one went out within the last minute. A repeated request with the same key has no
    /// further effect and gets the same answer.
    ///
    /// - Throws: `MeetupError.unknownMeetup` if no meetup has the id, `ContentionError` if other requests came first at
    ///   every attempt.
    @discardableResult
    public func signUp(
        _ person: Identity, for meetupID: String, at now: Instant, language: @autoclosure () -> Language = .english,
        once key: IdempotencyKey? = nil
    ) throws -> SignUpReceipt {
        let meetup = try catalogue.meetup(meetupID)
        let language = language()
        let claim = IdempotencyClaim(key, by: person.userID, at: now)
        return try attempts.run {
            let signUp = SignUp(
                person: person, meetupID: meetup.id, signedUpAt: now, calendarID: .make(at: now), language: language)
            let invitation = MeetupNotice(
                kind: .invitation, user: person.userID, contact: signUp.contact, meetup: meetup, signedUpAt: now,
                calendarID: signUp.calendarID
            ).entry(at: now)
            if let settlement = try signUps.add(signUp, invitation: invitation, claim: claim) {
                if invitation != nil { logSending(to: person.userID, meetup, at: now, if: settlement) }
                return settlement.answer
            }
            guard let existing = try signUps.signUp(of: person.userID, for: meetup.id, at: now) else { return nil }
            return try inviteAgain(existing, signUp.contact, to: meetup, claim: claim, at: now)
        }
    }

    /// Sends another invitation unless the last one is recent; returns nil if the sign-up has changed meanwhile.
    private func inviteAgain(
        _ existing: ExistingSignUp, _ contact: Contact, to meetup: Meetup, claim: IdempotencyClaim?, at now: Instant
    ) throws -> SignUpReceipt? {
        let recent = now.adding(seconds: -Self.secondsBetweenInvitations)
        guard existing.lastInviteAt.map({ $0 <= recent }) ?? true else {
            return try signUps.keepReceipt(of: existing, claim: claim)
        }
        let calendarID = existing.calendarID ?? .make(at: now)
        let invitation = MeetupNotice(
            kind: .invitation, user: existing.user, contact: contact, meetup: meetup,
            signedUpAt: existing.receipt.signedUpAt, calendarID: calendarID
        ).entry(at: now)
        guard let invitation else { return try signUps.keepReceipt(of: existing, claim: claim) }
        let settlement = try signUps.inviteAgain(
            existing, as: calendarID, invitation: invitation, recent: recent, claim: claim)
        guard let settlement else { return nil }
        logSending(to: existing.user, meetup, at: now, if: settlement)
        return settlement.answer
    }

    /// Logs that an invitation is on its way, with the user's id and nothing else about them.
    private func logSending(
        to user: UserID, _ meetup: Meetup, at now: Instant, if settlement: Settlement<SignUpReceipt>
    ) {
        guard case .done = settlement else { return }
        let next = meetup.session(at: now).start
        log.info(
            "Sending calendar invite",
            [
                "userId": .string(user.text), "meetup": .string(meetup.title),
                "nextOccurrence": .string(next.iso8601(offset: meetup.schedule.zone.offset(at: next))),
            ])
    }
}

extension MeetupSignUp {
    /// Returns the sign-up for a function.
    public static func live(on host: Host) throws -> MeetupSignUp {
        MeetupSignUp(
            catalogue: try .live(on: host), signUps: SignUpRepository(table: try .live(on: host)),
            attempts: Attempts(on: host), log: host.log)
    }
}
