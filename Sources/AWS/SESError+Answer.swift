import HTTP
import JSON

extension SESError {
    /// What a refusal's words may take up in a log.
    private static let longestMessage = 500
    /// How the service begins when it does not know that an address is the account's.
    private static let notVerified = "Email address is not verified"

    /// What it means that no answer came.
    init(_ error: HTTPError) {
        switch error {
        case .invalidRequest(let detail): self = .refused(type: "InvalidRequest", message: detail)
        case _ where error.isBeforeSending: self = .unavailable(detail: "\(error)")
        default: self = .outcomeUnknown(detail: "\(error)")
        }
    }

    /// What a refusal means.
    init(_ response: HTTPResponse) {
        let body = try? JSONDocument(parsing: response.body).root
        let type = Self.type(response.headers["x-amzn-ErrorType"] ?? body?["__type"]?.string ?? "")
        let message = Self.message((body?["message"] ?? body?["Message"])?.string ?? "")
        switch type {
        case "TooManyRequests", "LimitExceeded", "Throttling", "RequestThrottled", "ConcurrentModification":
            // Also what is said when the day's quota is used up, which passes with the day.
            self = .throttled(type: type)
        case "AccountSuspended", "SendingPaused", "MailFromDomainNotVerified", "NotFound":
            self = .accountBarred(type: type, message: message)
        case "MessageRejected" where message.hasPrefix(Self.notVerified):
            // The sender, or in the sandbox anybody. Whose addresses these are is left out: this is read in logs.
            self = .accountBarred(type: type, message: Self.notVerified)
        case "MessageRejected", "BadRequest", "Validation":
            self = .refused(type: type, message: message)
        case "AccessDenied", "UnrecognizedClient", "InvalidSignature", "SignatureDoesNotMatch", "ExpiredToken",
            "InvalidClientTokenId", "MissingAuthenticationToken", "IncompleteSignature", "OptInRequired",
            "RequestExpired":
            self = .denied(type: type, message: message)
        default:
            self = Self.byStatus(response.status, type: type, message: message)
        }
    }

    private static func byStatus(_ status: Int, type: String, message: String) -> SESError {
        let type = type.isEmpty ? "status \(status)" : type
        switch status {
        case 429: return .throttled(type: type)
        // What stands before the service says that it did not get through to it.
        case 503: return .unavailable(detail: "\(type): \(message)")
        case 500...: return .outcomeUnknown(detail: "\(type): \(message)")
        case 401, 403: return .denied(type: type, message: message)
        case 404: return .accountBarred(type: type, message: message)
        case 400...: return .refused(type: type, message: message)
        default: return .outcomeUnknown(detail: "\(type): \(message)")
        }
    }

    /// The name in `com.amazonaws.ses#MessageRejectedException:http://…`, without what all of them end with.
    private static func type(_ text: String) -> String {
        let front = text.prefix { $0 != ":" }
        let name = front.lastIndex(of: "#").map { front[front.index(after: $0)...] } ?? front
        let ending = "Exception"
        return String(name.hasSuffix(ending) ? name.dropLast(ending.count) : name)
    }

    /// The lines behind the first one of a denial quote the request, with the session token in it.
    private static func message(_ text: String) -> String {
        String(text.prefix { !$0.isNewline }.prefix(longestMessage))
    }
}
