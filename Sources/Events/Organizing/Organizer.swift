public import Platform

/// Someone who may make events.
public struct Organizer: Equatable, Sendable {
    let user: UserID

    /// Throws `EventError.notOrganizer` for a person who may not.
    public init(_ person: Identity) throws(EventError) {
        guard person.isAny(of: .keepers.union([.organizer])) else { throw .notOrganizer }
        user = person.userID
    }
}
