public import Platform
public import Time

/// What can stand between a caller and a person's data.
public enum PersonError: Error, Equatable {
    case unknownPerson
    /// Nothing is kept about them but that it was erased, then.
    case erased(Instant)
    /// There is one with that id.
    case personExists
    /// Nobody sees or changes what is another's but administrators.
    case notYourself
    /// There is more to erase than one call has time for.
    case unfinished
}

extension PersonError: DescribesProblem {
    /// What callers are told.
    public var problem: Problem {
        switch self {
        case .unknownPerson:
            Problem(
                .notFound, code: "user_not_found",
                Phrase(english: "User not found", french: "Utilisateur introuvable"))
        case .erased(let moment):
            Problem(
                .notFound, code: "user_erased",
                Phrase(
                    english: "Nothing is kept about this user but that it was erased, at \(moment.iso8601).",
                    french: "Rien n'est conservé sur cette personne, sinon que tout fut effacé, à \(moment.iso8601)."))
        case .personExists:
            Problem(
                .conflict, code: "user_exists",
                Phrase(
                    english: "A user with this id exists already.",
                    french: "Un utilisateur porte déjà cet identifiant."),
                details: [.init(field: "userId", problem: "names a user who exists")])
        case .notYourself:
            Problem(
                .forbidden, code: "not_yourself",
                Phrase(
                    english: "Only administrators may do that for someone else.",
                    french: "Seuls les administrateurs peuvent le faire pour quelqu'un d'autre."))
        case .unfinished:
            Problem(
                .unavailable(retryAfter: 1), code: "erasure_unfinished",
                Phrase(
                    english: "There is more to erase. Please repeat the request to go on.",
                    french: "Il reste des données à effacer. Veuillez répéter la requête pour continuer."))
        }
    }
}
