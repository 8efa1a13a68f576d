public import DynamoDB
import JSON
public import Platform
import Profiles
public import Storage
public import Time

/// The keeper of sign-ups for meetups.
public struct MeetupSignUpKeeper: PersonalDataKeeper {
    private let signUps: SignUpRepository
    private let attempts: Attempts
    private let makeCatalogue: () throws -> MeetupCatalogue

    /// Creates the keeper of all users' sign-ups, which makes the catalogue when it first releases one.
    public init(signUps: SignUpRepository, attempts: Attempts, catalogue: @escaping () throws -> MeetupCatalogue) {
        self.signUps = signUps
        self.attempts = attempts
        makeCatalogue = catalogue
    }

    /// The sort keys of sign-ups.
    public var sortKeys: SortKeys { .beginning(SignUpRepository.prefix) }

    /// Returns the sign-ups as they are stored.
    public func shown(_ items: [Item], of user: UserID) -> [[UInt8]?] {
        items.map { $0.content(without: ["entityType"]) }
    }

    /// Takes the sessions out of an invited user's calendar, with the last mail that goes to their address.
    ///
    /// Returns false if the meetup no longer exists, since the sign-up can then just be deleted.
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
    /// Returns the keeper for a function.
    public static func live(on host: Host, table: Table) -> MeetupSignUpKeeper {
        MeetupSignUpKeeper(
            signUps: SignUpRepository(table: table), attempts: Attempts(on: host), catalogue: { try .live(on: host) })
    }
}
