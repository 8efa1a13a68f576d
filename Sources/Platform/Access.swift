/// A rule that limits an action to certain users.
///
///     try caller.require(.selfOrKeeper(user))
///
/// Keepers are administrators, and the services that act for them.
public enum Access: Equatable, Sendable {
    /// The user themselves, and keepers.
    case selfOrKeeper(UserID)
    /// The user themselves, and administrators: no service acts on all of a user's data by itself.
    case selfOrAdmin(UserID)
    /// The owner for as long as they are an organizer, and keepers.
    case ownerOrKeeper(UserID)
    /// Organizers and keepers.
    case organizer
    /// Only keepers, where other users may act for themselves.
    case keeper
}

/// The reason why the caller may not do what they request.
public enum AccessError: Error, Equatable {
    /// It belongs to another user.
    case notYourself
    /// It belongs to another user, or to the caller, who is no longer an organizer.
    case notOwner
    case notOrganizer
}

extension Identity {
    /// Returns whether the rule allows the action.
    public func may(_ access: Access) -> Bool {
        switch access {
        case .selfOrKeeper(let user): user == userID || isAny(of: .keepers)
        case .selfOrAdmin(let user): user == userID || isAny(of: [.admin])
        case .ownerOrKeeper(let owner): owner == userID && isAny(of: [.organizer]) || isAny(of: .keepers)
        case .organizer: isAny(of: .keepers.union([.organizer]))
        case .keeper: isAny(of: .keepers)
        }
    }

    /// Checks that the rule allows the action.
    ///
    /// - Throws: The rule's `AccessError` if it doesn't.
    public func require(_ access: Access) throws(AccessError) {
        guard !may(access) else { return }
        switch access {
        case .selfOrKeeper, .selfOrAdmin, .keeper: throw .notYourself
        case .ownerOrKeeper: throw .notOwner
        case .organizer: throw .notOrganizer
        }
    }
}

extension AccessError: DescribesProblem {
    /// The problem for callers.
    public var problem: Problem {
        switch self {
        case .notYourself:
            .forbidden(
                "not_yourself",
                Phrase(
                    english: "Only administrators may do that for someone else.",
                    french: "Seuls les administrateurs peuvent le faire pour quelqu'un d'autre."))
        case .notOwner:
            .forbidden(
                "not_owner",
                Phrase(
                    english: "Only the event's owner and administrators may do that.",
                    french: "Seuls le propriétaire de l'événement et les administrateurs y sont autorisés."))
        case .notOrganizer:
            .forbidden(
                "not_organizer",
                Phrase(
                    english: "Only organizers and administrators may create events.",
                    french: "Seuls les organisateurs et les administrateurs peuvent créer des événements."))
        }
    }
}
