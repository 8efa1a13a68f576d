import JSON
import Platform

/// The one place where problems become statuses and bodies.
extension APIResponse {
    /// The answer to a request that cannot be fulfilled.
    ///
    /// `failure` is what the route's own document has callers read when the cause is on our side; `withDetail` adds
    /// what FastAPI's clients read.
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
    /// The status; FastAPI has one of its own for what is not valid.
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

    /// Whether the caller can do nothing about it but wait.
    var isOurs: Bool { status(withDetail: false) >= 500 }

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

    /// What FastAPI's clients read: of a request that is not valid each wrong field, of all else the English sentence.
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
    /// Where the field is: the body as a whole has no name in it, and what is not JSON has an offset.
    fileprivate func writeLocation(to json: inout JSONWriter) {
        json.string(place.rawValue)
        if case .isJSON(let offset, _) = rule {
            json.integer(offset)
        } else if field != place.rawValue {
            json.string(field)
        }
    }
}
