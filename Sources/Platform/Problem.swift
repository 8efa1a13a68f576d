/// Why a request cannot be fulfilled, in the words of whoever made it: what kind of obstacle, which field, what to do.
///
/// Features throw errors of their own that describe themselves as a problem; which status a kind becomes is for the
/// layer that speaks HTTP.
public struct Problem: Error, Equatable, Sendable {
    /// The kinds of obstacles that there are.
    public enum Kind: Equatable, Sendable {
        case invalid
        case unauthenticated
        case forbidden
        case notFound
        case conflict
        case tooLarge
        /// Understood, but in contradiction to what was asked before.
        case unprocessable
        case tooManyRequests(retryAfter: Int)
        /// All is well, but it was others' turn, or there is more to do than one request has time for: no fault at all;
        /// seconds until it is worth another try.
        case busy(retryAfter: Int)
        /// Something that this needs is away for now; seconds until it is worth another try.
        case unavailable(retryAfter: Int)
        /// Our own fault: its cause is for the log alone.
        case unexpected
    }

    /// Which part of a request is wrong, and how.
    public struct Detail: Equatable, Sendable {
        /// Where in a request a field can be.
        public enum Place: String, Sendable {
            case body
            case query
            case path
            case header
        }

        /// The field's name, such as `meetupId`.
        public let field: String
        /// Where it is.
        public let place: Place
        /// The rule that it breaks, in words that never have what it held.
        public let rule: FieldRule

        /// What is wrong with it, in words that follow its name; never what it held.
        public var problem: String { rule.problem }

        /// That the field breaks the rule.
        public init(field: String, in place: Place = .body, breaks rule: FieldRule) {
            self.field = field
            self.place = place
            self.rule = rule
        }

        /// A detail about that field, in words of its own.
        public init(field: String, in place: Place = .body, problem: String) {
            self.init(field: field, in: place, breaks: .other(problem))
        }
    }

    /// What kind of obstacle it is.
    public let kind: Kind
    /// A stable word for programs, in snake_case.
    public let code: String
    /// The text that a route's document promises its callers, in the one language it has there.
    public let error: String
    /// A sentence for people, in each language that we speak.
    public let message: Phrase
    /// The parts of the request that are wrong; none when it is not the request.
    public let details: [Detail]

    /// A problem whose `error` is the English sentence, unless a document has another word for it.
    public init(_ kind: Kind, code: String, error: String? = nil, _ message: Phrase, details: [Detail] = []) {
        self.kind = kind
        self.code = code
        self.error = error ?? message.english
        self.message = message
        self.details = details
    }
}

/// An error that can say what it means to the caller.
public protocol DescribesProblem: Error {
    /// What callers are told: nothing that is for the log alone.
    var problem: Problem { get }
}

/// The languages that answers are written in.
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

    /// The same sentence in both languages.
    public init(english: String, french: String) {
        self.english = english
        self.french = french
    }

    /// The sentence in that language.
    public func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .french: french
        }
    }
}

extension Problem {
    /// What is said when the cause is ours.
    public static let unexpected = Problem(
        .unexpected, code: "internal_error",
        Phrase(
            english: "Something went wrong on our side. Please try again later.",
            french: "Une erreur est survenue de notre côté. Veuillez réessayer plus tard."))
}

extension Problem {
    /// A request that is not as it must be; neither `field` nor `problem` may quote what the caller sent.
    public static func invalid(
        field: String, in place: Detail.Place = .body, _ problem: String
    ) -> Problem {
        .invalid([Detail(field: field, in: place, problem: problem)])
    }

    /// A request of which these parts are not as they must be: at least one.
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
