import HTTP
import JSON

extension SESError {
    /// The maximum length of a refusal's message in a log.
    private static let longestMessage = 500
    /// The beginning of the service's message when an address is not verified for the account.
    private static let notVerified = "Email address is not verified"

    /// Interprets the absence of an answer.
    init(_ error: HTTPError) {
        switch error {
        case .invalidRequest(let detail): self = .refused(type: "InvalidRequest", message: detail)
        case _ where error.isBeforeSending: self = .unavailable(detail: "\(error)")
        default: self = .outcomeUnknown(detail: "\(error)")
        }
    }

    /// Interprets a refusal of this mail; removes addresses from its message, which is stored and logged.
    init(_ response: HTTPResponse, to mail: OutgoingMail) {
        let body = try? JSONDocument(parsing: response.body).root
        let type = Self.type(response.headers["x-amzn-ErrorType"] ?? body?["__type"]?.string ?? "")
        let words = Self.message((body?["message"] ?? body?["Message"])?.string ?? "")
        let message = words.masking(mail.recipients)
        switch type {
        case "TooManyRequests", "LimitExceeded", "Throttling", "RequestThrottled", "ConcurrentModification":
            // This also reports that the day's quota is used up, which ends with the day.
            self = .throttled(type: type)
        case "AccountSuspended", "SendingPaused", "MailFromDomainNotVerified", "NotFound":
            self = .accountBarred(type: type, message: message)
        case "MessageRejected" where words.hasPrefix(Self.notVerified):
            // If the account may not send to arbitrary addresses yet, the recipient alone can be at fault.
            let isRecipient = message != words && !words.names(mail.sender) && !words.names(mail.senderDomain)
            self =
                isRecipient
                ? .refused(type: type, message: Self.notVerified)
                : .accountBarred(type: type, message: Self.notVerified)
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
        let isNamed = !type.isEmpty
        let type = isNamed ? type : "status \(status)"
        switch status {
        case 429: return .throttled(type: type)
        // These come from a proxy or load balancer that did not reach the service.
        case 408, 421, 425, 503: return .unavailable(detail: "\(type): \(message)")
        case 500...: return .outcomeUnknown(detail: "\(type): \(message)")
        case 401, 403: return .denied(type: type, message: message)
        case 404: return .accountBarred(type: type, message: message)
        case 400, 413, 422: return .refused(type: type, message: message)
        // An answer without one of the service's error names comes from another server: the endpoint is wrong, not the
        // mail.
        case 400... where !isNamed: return .accountBarred(type: type, message: message)
        case 400...: return .refused(type: type, message: message)
        default: return .outcomeUnknown(detail: "\(type): \(message)")
        }
    }

    /// Returns the name in `com.amazonaws.ses#MessageRejectedException:http://…`, without the common suffix.
    private static func type(_ text: String) -> String {
        let front = text.prefix { $0 != ":" }
        let name = front.lastIndex(of: "#").map { front[front.index(after: $0)...] } ?? front
        let ending = "Exception"
        return String(name.hasSuffix(ending) ? name.dropLast(ending.count) : name)
    }

    /// Returns the first line: in a denial, the later ones quote the request, including the session token.
    private static func message(_ text: String) -> String {
        String(text.prefix { !$0.isNewline }.prefix(longestMessage))
    }
}

extension OutgoingMail {
    /// The part of the sender's address after the `@`.
    fileprivate var senderDomain: String {
        sender.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(sender[$0...].dropFirst()) } ?? sender
    }
}

extension String {
    /// Returns whether the text contains the word on its own, not as part of a longer address.
    fileprivate func names(_ word: String) -> Bool {
        let word = word.lowercased()
        return lowercased().utf8.split { !$0.isPartOfAddress }.contains { String($0)?.withoutFinalDot == word }
    }

    /// Returns the text without these addresses.
    fileprivate func masking(_ addresses: [String]) -> String {
        let addresses = addresses.map { $0.lowercased() }
        var (text, word) = ("", "")
        func end() {
            let address = word.withoutFinalDot
            text += addresses.contains(address.lowercased()) ? "(address)" + word.dropFirst(address.count) : word
            word = ""
        }
        for character in self {
            if character.utf8.allSatisfy(\.isPartOfAddress) {
                word.append(character)
            } else {
                end()
                text.append(character)
            }
        }
        end()
        return text
    }
}

extension String {
    /// The text without the full stop that follows an address at the end of a sentence.
    fileprivate var withoutFinalDot: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension UInt8 {
    /// Whether the character can be part of an address, unlike a space, a bracket, a quote or a list separator.
    fileprivate var isPartOfAddress: Bool {
        self > 0x20 && self != 0x7F && !"\"(),:;<>[]".utf8.contains(self)
    }
}
