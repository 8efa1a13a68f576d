public import HTTP
public import Time

/// A source of credentials.
public protocol CredentialsProvider {
    /// Returns credentials that are valid at that moment, renewing them if necessary.
    func credentials(at moment: Instant) throws(CredentialsError) -> Credentials
}

/// The reason why there are no credentials; no case ever contains a secret.
public enum CredentialsError: Error, Equatable, Sendable {
    /// No source is configured; `advice` names the settings that are needed.
    case notConfigured(advice: String)
    /// A setting is unusable.
    case invalidSetting(name: String, reason: String)
    /// The endpoint that issues them was not reached, or gave no answer.
    case noAnswer(HTTPError)
    /// The endpoint answered with a status that is not 200.
    case refused(status: Int)
    /// The endpoint's answer is not in the expected form.
    case invalidAnswer(reason: String)
}
