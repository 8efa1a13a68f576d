import JSON
import Platform

/// The only place where problems become statuses and bodies.
extension APIResponse {
    /// Creates the answer to a request that can't be fulfilled.
    ///
    /// `failure` is the text of the route's document for a failure that is the service's own fault; `withDetail` adds
    /// the member for FastAPI's clients.
    init(
        _ problem: Problem, failure: String, to requestID: String, in language: Language, withDetail: Bool = false
    ) {
        let error = problem.isOurs ? failure : problem.error
        self = .json(
            ErrorBody(
                problem: problem, error: error, requestID: requestID, language: language, hasDetail: withDetail),
            status: problem.status(withDetail: withDetail))
        headers["content-language"] = language.rawValue
        if let seconds = problem.retryAfter { headers["retry-after"] = String(seconds) }
    }
}

extension Problem {
    /// Returns the status; FastAPI has its own for an invalid request.
    func status(withDetail: Bool) -> Int {
        switch kind {
        case .invalid: withDetail ? 422 : 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .tooLarge: 413
        case .unprocessable: 422
        case .tooManyRequests: 429
        case .unexpected: 500
        case .busy, .unavailable: 503
        }
    }

    var retryAfter: Int? {
        switch kind {
        case .tooManyRequests(let seconds), .busy(let seconds), .unavailable(let seconds): seconds
        default: nil
        }
    }

    /// Whether the service is at fault, and the caller can only wait.
    var isOurs: Bool { status(withDetail: false) >= 500 }

    /// Returns an error's own problem, or else an unexpected one.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as any DescribesProblem: self = error.problem
        default: self = .unexpected
        }
    }
}

/// The body common to all errors.
private struct ErrorBody: JSONWritable {
    let problem: Problem
    let error: String
    let requestID: String
    let language: Language
    let hasDetail: Bool

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
            if hasDetail { writeDetail(to: &json) }
        }
    }

    /// Writes the member for FastAPI's clients: each wrong field of an invalid request, otherwise the English sentence.
    private func writeDetail(to json: inout JSONWriter) {
        guard problem.kind == .invalid else {
            json.member("detail", problem.message.english)
            return
        }
        json.array("detail") { json in
            for detail in problem.details {
                json.object { json in
                    json.member("type", detail.rule.type)
                    json.array("loc") { json in detail.writeLocation(to: &json) }
                    json.member("msg", detail.rule.sentence)
                }
            }
        }
    }
}

extension Problem.Detail {
    /// Writes the location of the field: it has no name for the body as a whole, and an offset for invalid JSON.
    fileprivate func writeLocation(to json: inout JSONWriter) {
        json.string(place.rawValue)
        if case .isJSON(let offset, _) = rule {
            json.integer(offset)
        } else if field != place.rawValue {
            json.string(field)
        }
    }
}
