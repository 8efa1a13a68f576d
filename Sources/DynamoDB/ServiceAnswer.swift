import Bytes
import HTTP
import JSON

/// What one try came to.
enum Verdict: Equatable {
    case success([UInt8])
    case failure(DynamoDBError, Recovery)

    /// What another try could mend.
    enum Recovery: Equatable {
        /// Nothing: the same request fails again.
        case none
        /// The service did nothing; any request may be sent again.
        case always
        /// As `always`, but a second failure is final.
        case once
        /// The service may have acted: only what does no harm twice may be sent again.
        case ifHarmless
    }

    /// Judges what a transport brought back.
    init(_ result: Result<HTTPResponse, HTTPError>) {
        switch result {
        case .success(let response) where !response.hasMatchingChecksum:
            self = .failure(.unreadableAnswer(detail: "the answer's checksum does not match"), .ifHarmless)
        case .success(let response) where response.status == 200:
            self = .success(response.body)
        case .success(let response):
            self = Verdict(refusal: response)
        case .failure(let cause) where cause.isBeforeSending:
            self = .failure(.unavailable(detail: "\(cause)"), .always)
        case .failure(.answerTooLarge(let limit)):
            self = .failure(.unreadableAnswer(detail: "the answer is longer than \(limit) bytes"), .none)
        case .failure(let cause):
            self = .failure(.unavailable(detail: "\(cause)"), .ifHarmless)
        }
    }

    private init(refusal response: HTTPResponse) {
        guard let document = try? JSONDocument(parsing: response.body), let name = document.root["__type"]?.string
        else {
            let detail = "status \(response.status) without an error that can be read"
            self = .failure(
                response.status >= 500 ? .unavailable(detail: detail) : .unreadableAnswer(detail: detail),
                response.status >= 500 ? .ifHarmless : .none)
            return
        }
        let type = name.split(separator: "#").last.map(String.init) ?? name
        let message = (document.root["message"] ?? document.root["Message"])?.string ?? ""
        self = Verdict(type: type, message: message, status: response.status, body: document.root)
    }

    private init(type: String, message: String, status: Int, body: JSONNode) {
        switch type {
        case "ConditionalCheckFailedException":
            self = .failure(.conditionFailed(item: body["Item"].flatMap { try? Item($0) }), .none)
        case "TransactionCanceledException":
            let reasons = CancellationReason.all(in: body, message: message)
            self = .failure(.transactionCancelled(reasons), reasons.arePassing ? .always : .none)
        case "TransactionConflictException", "TransactionInProgressException":
            self = .failure(.contention(detail: type), .always)
        case "IdempotentParameterMismatchException":
            self = .failure(.tokenReused, .none)
        case "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException",
            "LimitExceededException":
            self = .failure(.throttled(type: type), .always)
        case "ResourceNotFoundException", "TableNotFoundException":
            self = .failure(.notFound(message: message), .none)
        case "ResourceInUseException", "TableAlreadyExistsException", "TableInUseException":
            self = .failure(.inUse(message: message), .none)
        case "UnrecognizedClientException":
            self = .failure(.denied(type: type, message: message), .once)
        case "AccessDeniedException", "IncompleteSignatureException", "InvalidSignatureException",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken", "ExpiredTokenException",
            "SignatureDoesNotMatch":
            self = .failure(.denied(type: type, message: message), .none)
        default:
            self =
                status >= 500
                ? .failure(.unavailable(detail: "\(type): \(message)"), .ifHarmless)
                : .failure(.rejected(type: type, message: message), .none)
        }
    }
}

extension CancellationReason {
    /// The reasons in the body, or, where it has none, their codes out of a message that ends with `[None, …]`.
    fileprivate static func all(in body: JSONNode, message: String) -> [CancellationReason] {
        if let reasons = body["CancellationReasons"] {
            return reasons.elements.map { reason in
                CancellationReason(
                    code: reason["Code"]?.string ?? "None", message: reason["Message"]?.string,
                    item: reason["Item"].flatMap { try? Item($0) })
            }
        }
        guard let open = message.lastIndex(of: "["), let close = message.lastIndex(of: "]"), open < close else {
            return []
        }
        return message[message.index(after: open)..<close].split(separator: ",").map { code in
            CancellationReason(code: String(code.drop { $0 == " " }))
        }
    }
}

extension [CancellationReason] {
    /// Whether nothing but other traffic stood in the way.
    fileprivate var arePassing: Bool {
        let passing = ["TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"]
        let obstacles = filter { $0.code != "None" }
        return !obstacles.isEmpty && obstacles.allSatisfy { passing.contains($0.code) }
    }
}

extension HTTPResponse {
    /// The service sends the CRC-32 of its body in decimal; an answer without one is taken as it is.
    fileprivate var hasMatchingChecksum: Bool {
        guard let expected = headers["x-amz-crc32"] else { return true }
        return UInt32(expected) == CRC32.checksum(body)
    }
}
