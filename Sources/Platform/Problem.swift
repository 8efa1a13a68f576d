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
        /// Something that this needs is away for now; seconds until it is worth another try.
        case unavailable(retryAfter: Int)
        /// Our own fault: its cause is for the log alone.
        case unexpected
    }

    /// Which part of a request is wrong, and how.
    public struct Detail: Equatable, Sendable {
        /// The field's name, such as `meetupId`.
        public let field: String
        /// What is wrong with it, in words that follow its name; never what it held.
        public let problem: String

        /// A detail about that field.
        public init(field: String, problem: String) {
            self.field = field
            self.problem = problem
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
