import JSON
import Platform

/// The one place where problems become statuses and bodies.
extension APIResponse {
    /// The answer to a request that cannot be fulfilled.
    ///
    /// `failure` is what the route's own document has callers read when the cause is on our side.
    init(_ problem: Problem, failure: String, to requestID: String, in language: Language) {
        let error = problem.isOurs ? failure : problem.error
        self = .json(
            ErrorBody(problem: problem, error: error, requestID: requestID, language: language), status: problem.status)
        headers["content-language"] = language.rawValue
        if let seconds = problem.retryAfter { headers["retry-after"] = String(seconds) }
    }
}

extension Problem {
    var status: Int {
        switch kind {
        case .invalid: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .tooLarge: 413
        case .unprocessable: 422
        case .tooManyRequests: 429
        case .unexpected: 500
        case .unavailable: 503
        }
    }

    var retryAfter: Int? {
        switch kind {
        case .tooManyRequests(let seconds), .unavailable(let seconds): seconds
        default: nil
        }
    }

    /// Whether the caller can do nothing about it but wait.
    var isOurs: Bool { status >= 500 }

    /// What a thrown error means to the caller: what it says of itself, or else that the cause is ours.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as any DescribesProblem: self = error.problem
        default: self = .unexpected
        }
    }
}

/// The envelope that every error comes in.
private struct ErrorBody: JSONWritable {
    let problem: Problem
    let error: String
    let requestID: String
    let language: Language

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("error", error)
            json.member("code", problem.code)
            json.member("message", problem.message.text(in: language))
            json.key("details")
            json.array { json in
                for detail in problem.details {
                    json.object { json in
                        json.member("field", detail.field)
                        json.member("problem", detail.problem)
                    }
                }
            }
            json.member("requestId", requestID)
        }
    }
}
