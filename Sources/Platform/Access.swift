/// A rule about who may do something, by its name.
///
///     try caller.require(.selfOrKeeper(user))
///
/// Keepers are administrators, and the services that act for them.
public enum Access: Equatable, Sendable {
    /// The user themselves, and keepers.
    case selfOrKeeper(UserID)
    /// The user themselves, and administrators: what concerns somebody's data as a whole, no service does by itself.
    case selfOrAdmin(UserID)
    /// The owner for as long as they are an organizer, and keepers.
    case ownerOrKeeper(UserID)
    /// Organizers and keepers.
    case organizer
    /// Keepers alone, where others may act for themselves.
    case keeper
}

/// Why the caller may not do what they ask for.
public enum AccessError: Error, Equatable {
    /// It is somebody else's.
    case notYourself
    /// It belongs to somebody else, or to the caller when they were still an organizer.
    case notOwner
    case notOrganizer
}

extension Identity {
    /// Whether the rule lets the caller do it.
    public func may(_ access: Access) -> Bool {
        switch access {
        case .selfOrKeeper(let user): user == userID || isAny(of: .keepers)
        case .selfOrAdmin(let user): user == userID || isAny(of: [.admin])
        case .ownerOrKeeper(let owner): owner == userID && isAny(of: [.organizer]) || isAny(of: .keepers)
        case .organizer: isAny(of: .keepers.union([.organizer]))
        case .keeper: isAny(of: .keepers)
        }
    }

    /// Checks that the rule lets the caller do it.
    ///
    /// - Throws: The `AccessError` that goes with the rule, if it doesn't.
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
    /// What callers are told.
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
