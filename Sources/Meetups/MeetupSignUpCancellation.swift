public import Platform
import Profiles
public import Storage
public import Time

/// Cancels sign-ups for meetups.
public struct MeetupSignUpCancellation {
    private let catalogue: MeetupCatalogue
    private let signUps: any SignUpWriting
    private let attempts: Attempts

    /// Creates a cancellation of sign-ups for the catalogue's meetups.
    public init(catalogue: MeetupCatalogue, signUps: any SignUpWriting, attempts: Attempts) {
        self.catalogue = catalogue
        self.signUps = signUps
        self.attempts = attempts
    }

    /// Cancels the user's sign-up, and has the sessions taken out of their calendar.
    ///
    /// A cancellation without a sign-up succeeds too, and has no effect.
    ///
    /// - Throws: `MeetupError.unknownMeetup` if no meetup has the id, `ContentionError` if other requests came first at
    ///   every attempt.
    public func cancel(_ meetupID: String, of user: UserID, at now: Instant) throws {
        let meetup = try catalogue.meetup(meetupID)
        try attempts.run { () throws -> Void? in
            guard let existing = try signUps.signUp(of: user, for: meetup.id, at: now) else { return () }
            return try signUps.remove(existing, news: existing.farewell(to: meetup, at: now)) ? () : nil
        }
    }
}

extension ExistingSignUp {
    /// Returns the news that take the sessions out of the user's calendar; nil if they were never invited.
    func farewell(to meetup: Meetup, isLast: Bool = false, at now: Instant) -> OutboxEntry? {
        guard lastInviteAt != nil, let calendarID, let contact else { return nil }
        return MeetupNotice(
            kind: .left, user: user, contact: contact, meetup: meetup, signedUpAt: receipt.signedUpAt,
            calendarID: calendarID, isFarewell: isLast
        ).entry(at: now)
    }
}

extension MeetupSignUpCancellation {
    /// Returns the cancellation for a function.
    public static func live(on host: Host) throws -> MeetupSignUpCancellation {
        MeetupSignUpCancellation(
            catalogue: try .live(on: host), signUps: SignUpRepository(table: try .live(on: host)),
            attempts: Attempts(on: host))
    }
}
