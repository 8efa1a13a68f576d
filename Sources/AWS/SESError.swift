/// The reason why a mail was not sent.
public enum SESError: Error, Equatable, Sendable {
    /// The service accepts no more for now; nothing was sent.
    case throttled(type: String)
    /// The service was not reached, or failed before it accepted the mail.
    case unavailable(detail: String)
    /// The mail may or may not have been accepted: the answer was lost, or reports a failure half-way.
    case outcomeUnknown(detail: String)
    /// The service does not accept this mail, and never will.
    case refused(type: String, message: String)
    /// The service accepts no mail from this account in its present state.
    case accountBarred(type: String, message: String)
    /// The signature, the key or the permission was not accepted.
    case denied(type: String, message: String)
    /// There are no credentials to sign with.
    case noCredentials(CredentialsError)
}

extension SESError {
    /// The appropriate reaction to a failure.
    public enum Remedy: Sendable {
        /// Retry later: the failure is temporary.
        case tryAgain
        /// Retry later, without counting it against this mail: the service accepts no mail at all for now.
        case slowDown
        /// Give up this mail: others may well get through.
        case giveUp
        /// Have someone repair the account, its permissions or its settings; no mail gets through until then.
        case mendAccount
    }

    /// The appropriate reaction to this failure.
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
    /// A description with the service's own message, if there is one.
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
