/// The reason why a request can't be fulfilled: the kind of obstacle, the field, and what the caller can do.
///
/// Features throw their own errors, which describe themselves as a problem; the HTTP layer decides which status a kind
/// becomes.
public struct Problem: Error, Equatable, Sendable {
    /// The kinds of obstacles.
    public enum Kind: Equatable, Sendable {
        case invalid
        case unauthenticated
        case forbidden
        case notFound
        case conflict
        case tooLarge
        /// The request is understood, but contradicts an earlier one.
        case unprocessable
        case tooManyRequests(retryAfter: Int)
        /// The service works, but other requests came first, or there is more to do than one request has time for: no
        /// fault at all; a retry is worthwhile after that many seconds.
        case busy(retryAfter: Int)
        /// Something that the request needs is temporarily unavailable; a retry is worthwhile after that many seconds.
        case unavailable(retryAfter: Int)
        /// The service is at fault: the cause is only for the log.
        case unexpected
    }

    /// A part of a request that is wrong, and the reason.
    public struct Detail: Equatable, Sendable {
        /// The place of a field in a request.
        public enum Place: String, Sendable {
            case body
            case query
            case path
            case header
        }

        /// The field's name, such as `meetupId`.
        public let field: String
        /// The field's place.
        public let place: Place
        /// The rule that it breaks, in words that never quote its value.
        public let rule: FieldRule

        /// The problem, in words that follow the field's name and never quote its value.
        public var problem: String { rule.problem }

        /// Creates the detail that a field breaks a rule.
        public init(field: String, in place: Place = .body, breaks rule: FieldRule) {
            self.field = field
            self.place = place
            self.rule = rule
        }

        /// Creates a detail about a field in its own words.
        public init(field: String, in place: Place = .body, problem: String) {
            self.init(field: field, in: place, breaks: .other(problem))
        }
    }

    /// The kind of obstacle.
    public let kind: Kind
    /// A stable code for programs, in snake_case.
    public let code: String
    /// The text that a route's document promises its callers, in its only language.
    public let error: String
    /// A sentence for people, in each supported language.
    public let message: Phrase
    /// The parts of the request that are wrong; empty if the request is not at fault.
    public let details: [Detail]

    /// Creates a problem whose `error` is by default the English sentence.
    public init(_ kind: Kind, code: String, error: String? = nil, _ message: Phrase, details: [Detail] = []) {
        self.kind = kind
        self.code = code
        self.error = error ?? message.english
        self.message = message
        self.details = details
    }
}

/// An error with a description for the caller.
public protocol DescribesProblem: Error {
    /// The problem for callers, without anything that is only for the log.
    var problem: Problem { get }
}

/// The languages of answers.
public enum Language: String, Sendable {
    case english = "en"
    case french = "fr"
}

/// One sentence in each language.
public struct Phrase: Equatable, Sendable {
    /// The sentence in English.
    public let english: String
    /// The sentence in French.
    public let french: String

    /// Creates a phrase from both sentences.
    public init(english: String, french: String) {
        self.english = english
        self.french = french
    }

    /// Returns the sentence in a language.
    public func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .french: french
        }
    }
}

extension Problem {
    /// The problem when the service itself is at fault.
    public static let unexpected = Problem(
        .unexpected, code: "internal_error",
        Phrase(
            english: "Something went wrong on our side. Please try again later.",
            french: "Une erreur est survenue de notre côté. Veuillez réessayer plus tard."))
}

extension Problem {
    /// Returns the problem of an invalid request; neither `field` nor `problem` may quote the caller's input.
    public static func invalid(
        field: String, in place: Detail.Place = .body, _ problem: String
    ) -> Problem {
        .invalid([Detail(field: field, in: place, problem: problem)])
    }

    /// Returns the problem of a request with these invalid parts, at least one.
    public static func invalid(_ details: [Detail]) -> Problem {
        let fields = details.map(\.field).joined(separator: ", ")
        let wrong = details.map { "\($0.field) \($0.problem)" }.joined(separator: "; ")
        return Problem(
            .invalid, code: "invalid_request",
            Phrase(
                english: "The request is not valid: \(wrong).",
                french: details.count == 1
                    ? "La requête n'est pas valide : voir le champ \(fields)."
                    : "La requête n'est pas valide : voir les champs \(fields)."),
            details: details)
    }
}
