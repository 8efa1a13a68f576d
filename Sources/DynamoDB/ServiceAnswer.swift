import Bytes
import HTTP
import JSON

/// What one try came to.
enum Verdict {
    /// The answer, an object.
    case success(JSONNode)
    case failure(DynamoDBError, Recovery)

    /// What another try could mend.
    enum Recovery {
        /// Nothing: the service did nothing, and the same request fails again.
        case none
        /// The service did nothing; any request may be sent again.
        case always
        /// As `always`, but a second failure of this kind is final.
        case once
        /// The service may have acted: only what does no harm twice may be sent again.
        case ifHarmless
        /// Nothing, though the service may have acted.
        case inVain
    }

    /// Judges what a transport brought back.
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

    /// A refusal that is no error of the service: from something that stands before it, most likely.
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
    /// The service sends the CRC-32 of its body in decimal; an answer without one is taken as it is.
    fileprivate var hasMatchingChecksum: Bool {
        guard let expected = headers["x-amz-crc32"] else { return true }
        return UInt32(expected) == CRC32.checksum(body)
    }
}
