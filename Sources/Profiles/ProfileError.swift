public import Platform

/// A reason why a request about a profile fails.
public enum ProfileError: Error, Equatable {
    case unknownUser
    /// The user has a profile already.
    case userExists
}

extension ProfileError: DescribesProblem {
    /// The problem for callers.
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
