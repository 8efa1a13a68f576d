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

    /// What a refusal of this mail means; addresses that its words name are left out, since they are kept and logged.
    init(_ response: HTTPResponse, to mail: OutgoingMail) {
        let body = try? JSONDocument(parsing: response.body).root
        let type = Self.type(response.headers["x-amzn-ErrorType"] ?? body?["__type"]?.string ?? "")
        let words = Self.message((body?["message"] ?? body?["Message"])?.string ?? "")
        let message = words.masking(mail.recipients)
        switch type {
        case "TooManyRequests", "LimitExceeded", "Throttling", "RequestThrottled", "ConcurrentModification":
            // Also what is said when the day's quota is used up, which passes with the day.
            self = .throttled(type: type)
        case "AccountSuspended", "SendingPaused", "MailFromDomainNotVerified", "NotFound":
            self = .accountBarred(type: type, message: message)
        case "MessageRejected" where words.hasPrefix(Self.notVerified):
            // Of an account that may not write to everybody yet, it can be the recipient alone.
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
        // What stands before the service says that it did not get through to it.
        case 408, 421, 425, 503: return .unavailable(detail: "\(type): \(message)")
        case 500...: return .outcomeUnknown(detail: "\(type): \(message)")
        case 401, 403: return .denied(type: type, message: message)
        case 404: return .accountBarred(type: type, message: message)
        case 400, 413, 422: return .refused(type: type, message: message)
        // Without a name of the service's it is somebody else who answers: the place is wrong, not the mail.
        case 400... where !isNamed: return .accountBarred(type: type, message: message)
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

extension OutgoingMail {
    /// What stands behind the sender's `@`.
    fileprivate var senderDomain: String {
        sender.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(sender[$0...].dropFirst()) } ?? sender
    }
}

extension String {
    /// Whether the word stands in it on its own, and not as part of a longer address.
    fileprivate func names(_ word: String) -> Bool {
        let word = word.lowercased()
        return lowercased().utf8.split { !$0.isPartOfAddress }.contains { String($0)?.withoutFinalDot == word }
    }

    /// The text without these addresses.
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
    /// An address at the end of a sentence has the sentence's dot behind it.
    fileprivate var withoutFinalDot: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension UInt8 {
    /// Whether it can stand in an address: not a blank, a bracket, a quote or what parts a list.
    fileprivate var isPartOfAddress: Bool {
        self > 0x20 && self != 0x7F && !"\"(),:;<>[]".utf8.contains(self)
    }
}
