/// Why a request cannot be fulfilled, in the words of whoever made it: what kind of obstacle, which field, what to do.
///
/// Features throw errors of their own that describe themselves as a problem; which status a kind becomes is for the
/// layer that speaks HTTP.
public struct Problem: Error, Equatable, Sendable {
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

    public struct Detail: Equatable, Sendable {
        public let field: String
        public let problem: String

        public init(field: String, problem: String) {
            self.field = field
            self.problem = problem
        }
    }

    public let kind: Kind
    /// A stable word for programs, in snake_case.
    public let code: String
    /// The text that a route's document promises its callers, in the one language it has there.
    public let error: String
    /// A sentence for people, in each language that we speak.
    public let message: Phrase
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
    var problem: Problem { get }
}

/// The languages that answers are written in.
public enum Language: String, Sendable {
    case english = "en"
    case french = "fr"
}

/// One sentence in each language.
public struct Phrase: Equatable, Sendable {
    public let english: String
    public let french: String

    public init(english: String, french: String) {
        self.english = english
        self.french = french
    }

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
