public import Platform

/// Why something can't be done about a profile.
public enum ProfileError: Error, Equatable {
    case unknownUser
    /// Another user has that id.
    case userExists
}

extension ProfileError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownUser:
            .notFound("user_not_found", Phrase(english: "User not found", french: "Utilisateur introuvable"))
        case .userExists:
            .conflict(
                "user_exists",
                Phrase(
                    english: "A user with this id exists already.",
                    french: "Un utilisateur porte déjà cet identifiant."),
                .init(field: "userId", problem: "names a user who exists"))
        }
    }
}
