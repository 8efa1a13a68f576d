import JSON
public import Platform
import Scheduling
import Storage
public import Time

/// Signs people up for meetups.
public struct MeetupSignUp {
    /// How soon after an invitation another one is not sent.
    private static let secondsBetweenInvitations = 60

    private let catalogue: MeetupCatalogue
    private let signUps: any SignUpWriting
    private let log: Log

    /// Signs up for the catalogue's meetups, and says in the log when an invitation is on its way.
    public init(catalogue: MeetupCatalogue, signUps: any SignUpWriting, log: Log) {
        self.catalogue = catalogue
        self.signUps = signUps
        self.log = log
    }

    /// Signs the person up, and has an invitation sent in their language.
    ///
    /// For whoever is signed up already that is a success too: the first time is kept, and another invitation sent, for
    /// they may have lost it, unless one went out within the last minute. The same request with the same key does
    /// nothing more and is answered the same. Throws `MeetupError.unknownMeetup` for an id of none.
    @discardableResult
    public func signUp(
        _ person: Identity, for meetupID: String, at now: Instant, language: @autoclosure () -> Language = .english,
        once key: IdempotencyKey? = nil
    ) throws -> SignUpReceipt {
        let meetup = try catalogue.meetup(meetupID)
        let claim = IdempotencyClaim(key, by: person.userID, at: now)
        let signUp = SignUp(person: person, meetupID: meetup.id, signedUpAt: now, calendarID: .make(at: now))
        let invitation = Invitation(
            to: person, meetup, since: now, calendarID: signUp.calendarID, at: now, in: language())
        do {
            let settlement = try signUps.add(signUp, invitation: invitation?.entry, claim: claim)
            logSending(invitation, if: settlement)
            return settlement.answer
        } catch let existing as ExistingSignUp {
            let invitation = Invitation(
                to: person, meetup, since: existing.receipt.signedUpAt, calendarID: existing.calendarID, at: now,
                in: language())
            return try inviteAgain(existing, with: invitation, claim: claim, at: now)
        }
    }

    private func inviteAgain(
        _ existing: ExistingSignUp, with invitation: Invitation?, claim: IdempotencyClaim?, at now: Instant
    ) throws -> SignUpReceipt {
        let recent = now.adding(seconds: -Self.secondsBetweenInvitations)
        guard let invitation, existing.lastInviteAt.map({ $0 <= recent }) ?? true else {
            return try signUps.settle(existing, claim: claim)
        }
        do {
            let settlement = try signUps.inviteAgain(
                existing, invitation: invitation.entry, recent: recent, claim: claim)
            logSending(invitation, if: settlement)
            return settlement.answer
        } catch is InvitedRecently {
            return try signUps.settle(existing, claim: claim)
        }
    }

    private func logSending(_ invitation: Invitation?, if settlement: Settlement<SignUpReceipt>) {
        guard let invitation, case .done = settlement else { return }
        log.info("Sending calendar invite", invitation.intent)
    }
}

extension MeetupSignUp {
    /// The sign-up of a function.
    public static func live(on host: Host) throws -> MeetupSignUp {
        MeetupSignUp(
            catalogue: try .live(on: host), signUps: SignUpRepository(table: try .live(on: host)), log: host.log)
    }
}
