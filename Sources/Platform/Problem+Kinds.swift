extension Problem {
    /// Returns the problem of a resource that does not exist.
    public static func notFound(_ code: String, _ message: Phrase, details: [Detail] = []) -> Problem {
        Problem(.notFound, code: code, message, details: details)
    }

    /// Returns the problem of an action that the caller may not perform.
    public static func forbidden(_ code: String, _ message: Phrase) -> Problem {
        Problem(.forbidden, code: code, message)
    }

    /// Returns the problem of a conflict with stored data, and the field that causes it, if any.
    public static func conflict(_ code: String, _ message: Phrase, _ detail: Detail? = nil) -> Problem {
        Problem(.conflict, code: code, message, details: detail.map { [$0] } ?? [])
    }
}
