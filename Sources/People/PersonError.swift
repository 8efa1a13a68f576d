public import Platform
public import Time

/// A reason why a request about all of a user's data fails.
public enum PersonError: Error, Equatable {
    /// All of the user's data was erased, at the given time.
    case erased(Instant)
    /// There is more to erase than one call has time for.
    case unfinished
}

extension PersonError: DescribesProblem {
    /// The problem for callers.
    public var problem: Problem {
        switch self {
        case .erased(let moment):
            .notFound(
                "user_erased",
                Phrase(
                    english: "Nothing is kept about this user but that it was erased, at \(moment.iso8601).",
                    french: "Rien n'est conservé sur cette personne, sinon que tout fut effacé, à \(moment.iso8601)."))
        case .unfinished:
            Problem(
                .busy(retryAfter: 1), code: "erasure_unfinished",
                Phrase(
                    english: "There is more to erase. Please repeat the request to go on.",
                    french: "Il reste des données à effacer. Veuillez répéter la requête pour continuer."))
        }
    }
}
