public import Platform

/// Someone who may make events.
public struct Organizer: Equatable, Sendable {
    let user: UserID

    /// Throws `EventError.notOrganizer` for a person who may not.
    public init(_ person: Identity) throws(EventError) {
        guard !person.roles.isDisjoint(with: [.organizer, .admin, .service]) else { throw .notOrganizer }
        user = person.userID
    }
}
