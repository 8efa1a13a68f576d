extension Problem {
    /// Something that isn't there.
    public static func notFound(_ code: String, _ message: Phrase, details: [Detail] = []) -> Problem {
        Problem(.notFound, code: code, message, details: details)
    }

    /// Something that the caller may not do.
    public static func forbidden(_ code: String, _ message: Phrase) -> Problem {
        Problem(.forbidden, code: code, message)
    }

    /// A contradiction to what is there, and the field that causes it, if it is one.
    public static func conflict(_ code: String, _ message: Phrase, _ detail: Detail? = nil) -> Problem {
        Problem(.conflict, code: code, message, details: detail.map { [$0] } ?? [])
    }
}
