import Bytes
import HTTP
import JSON

/// The outcome of one attempt.
enum Verdict {
    /// The answer, an object.
    case success(JSONNode)
    case failure(DynamoDBError, Recovery)

    /// The effect of a retry.
    enum Recovery {
        /// Useless: the service did nothing, and the same request would fail again.
        case none
        /// Safe: the service did nothing, so any request may be sent again.
        case always
        /// Safe as `always`, but a second failure of this kind is final.
        case once
        /// Safe only for requests that may be executed twice: the service may have acted.
        case ifHarmless
        /// Useless, though the service may have acted.
        case inVain
    }

    /// Judges the result of a transport.
    init(_ result: Result<HTTPResponse, HTTPError>) {
        switch result {
        case .success(let response) where !response.hasMatchingChecksum:
            self = .failure(.unreadableAnswer(detail: "the answer's checksum does not match"), .ifHarmless)
        case .success(let response) where response.status == 200:
            self = Verdict(answer: response.body)
        case .success(let response):
            self = Verdict(refusal: response)
        case .failure(.invalidRequest(let detail)):
            self = .failure(.rejected(type: "InvalidRequest", message: detail), .none)
        case .failure(let cause) where cause.isBeforeSending:
            self = .failure(.unavailable(detail: "\(cause)"), .always)
        case .failure(.answerTooLarge(let limit)):
            self = .failure(.unreadableAnswer(detail: "the answer is longer than \(limit) bytes"), .inVain)
        case .failure(let cause):
            self = .failure(.unavailable(detail: "\(cause)"), .ifHarmless)
        }
    }

    private init(answer body: [UInt8]) {
        do throws(JSONError) {
            let root = try JSONDocument(parsing: body).root
            _ = try root.asObject()
            self = .success(root)
        } catch {
            // A connection that ends within the head leaves a success without a body.
            self = .failure(.unreadableAnswer(detail: "\(error)"), .ifHarmless)
        }
    }

    private init(refusal response: HTTPResponse) {
        guard let error = ServiceError(response.body) else {
            self = Verdict(status: response.status)
            return
        }
        self = error.verdict(status: response.status)
    }

    /// Judges a refusal that is not an error of the service: most likely it comes from a proxy or load balancer.
    private init(status: Int) {
        let detail = "status \(status) without an error that can be read"
        switch status {
        case 429: self = .failure(.throttled(type: "status 429"), .always)
        case 500...: self = .failure(.unavailable(detail: detail), .ifHarmless)
        default: self = .failure(.unreadableAnswer(detail: detail), .none)
        }
    }
}

extension HTTPResponse {
    /// Whether the CRC-32 of the body, which the service sends in decimal, matches; an answer without one is accepted.
    fileprivate var hasMatchingChecksum: Bool {
        guard let expected = headers["x-amz-crc32"] else { return true }
        return UInt32(expected) == CRC32.checksum(body)
    }
}
