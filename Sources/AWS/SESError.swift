/// Why a mail was not handed over.
public enum SESError: Error, Equatable, Sendable {
    /// The service takes no more for now; nothing was sent.
    case throttled(type: String)
    /// The service was not reached or failed before it took the mail.
    case unavailable(detail: String)
    /// The mail may have been taken or not: the answer was lost, or tells of a failure half-way.
    case outcomeUnknown(detail: String)
    /// The service does not take this mail, and never will.
    case refused(type: String, message: String)
    /// The service takes no mail of this account as it stands.
    case accountBarred(type: String, message: String)
    /// The signature, the key or the permission is not accepted.
    case denied(type: String, message: String)
    /// There are no credentials to sign with.
    case noCredentials(CredentialsError)
}

extension SESError {
    /// What a failure asks for.
    public enum Remedy: Sendable {
        /// Another try, later: it passes by itself.
        case tryAgain
        /// Another try, later, which says nothing about this mail: the service takes no more of any for now.
        case slowDown
        /// Giving this mail up: others may well get through.
        case giveUp
        /// Someone who mends the account, its permissions or its settings; until then no mail gets through.
        case mendAccount
    }

    /// What the failure asks for.
    public var remedy: Remedy {
        switch self {
        case .throttled: .slowDown
        case .unavailable, .outcomeUnknown: .tryAgain
        case .refused: .giveUp
        case .accountBarred, .denied, .noCredentials: .mendAccount
        }
    }
}

extension SESError: CustomStringConvertible {
    /// What happened, and the service's own words where it had any.
    public var description: String {
        switch self {
        case .throttled(let type): "the mail service takes no more for now: \(type)"
        case .unavailable(let detail): "the mail service is away: \(detail)"
        case .outcomeUnknown(let detail): "a mail may have been sent or not: \(detail)"
        case .refused(let type, let message): "the mail was refused: \(type): \(message)"
        case .accountBarred(let type, let message): "the account sends no mail: \(type): \(message)"
        case .denied(let type, let message): "the mail service denies access: \(type): \(message)"
        case .noCredentials(let cause): "no credentials: \(cause)"
        }
    }
}
