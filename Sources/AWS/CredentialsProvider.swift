public import HTTP
public import Time

/// Where credentials come from.
public protocol CredentialsProvider {
    /// Credentials that are valid at that moment, renewed if need be.
    func credentials(at moment: Instant) throws(CredentialsError) -> Credentials
}

/// Why there are no credentials; no case ever holds a secret.
public enum CredentialsError: Error, Equatable, Sendable {
    /// Nothing says where to find them; `advice` says what to set.
    case notConfigured(advice: String)
    /// What is set cannot be used.
    case invalidSetting(name: String, reason: String)
    /// The endpoint that gives them out was not reached, or gave no answer.
    case noAnswer(HTTPError)
    /// The endpoint answered with another status than 200.
    case refused(status: Int)
    /// The endpoint's answer is not what it should be.
    case invalidAnswer(reason: String)
}
