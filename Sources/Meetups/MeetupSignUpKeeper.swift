public import DynamoDB
import JSON
public import Platform
import Profiles
public import Storage
public import Time

/// Answers for sign-ups for meetups.
public struct MeetupSignUpKeeper: PersonalDataKeeper {
    private let signUps: SignUpRepository
    private let attempts: Attempts
    private let makeCatalogue: () throws -> MeetupCatalogue

    /// The keeper of every user's sign-ups; the catalogue is made when one is released.
    public init(signUps: SignUpRepository, attempts: Attempts, catalogue: @escaping () throws -> MeetupCatalogue) {
        self.signUps = signUps
        self.attempts = attempts
        makeCatalogue = catalogue
    }

    /// Where sign-ups are.
    public var sortKeys: SortKeys { .beginning(SignUpRepository.prefix) }

    /// Shows sign-ups as they are kept.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] {
        items.map { $0.content(without: ["entityType"]) }
    }

    /// Takes the sessions out of the calendar of a user who was invited, by the last mail that goes to their address.
    ///
    /// A sign-up for a meetup that isn't there any more can just be deleted.
    public func release(_ sort: String, of user: UserID, at now: Instant) throws -> Bool {
        let id = String(sort.dropFirst(SignUpRepository.prefix.count))
        guard let meetup = try makeCatalogue().meetups.first(where: { $0.id == id }) else { return false }
        try attempts.run { () throws -> Void? in
            guard let existing = try signUps.signUp(of: user, for: id, at: now) else { return () }
            return try signUps.remove(existing, news: existing.farewell(to: meetup, isLast: true, at: now)) ? () : nil
        }
        return true
    }
}

extension MeetupSignUpKeeper {
    /// The keeper of a function.
    public static func live(on host: Host, table: Table) -> MeetupSignUpKeeper {
        MeetupSignUpKeeper(
            signUps: SignUpRepository(table: table), attempts: Attempts(on: host), catalogue: { try .live(on: host) })
    }
}
