public import Time

/// The credentials in a Lambda function's environment, unchanged for the life of the process.
public struct EnvironmentCredentials: CredentialsProvider {
    private let fixed: Credentials

    /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, each through `lookup`.
    ///
    /// An empty variable counts as missing.
    ///
    /// - Throws: `notConfigured` when both key and secret are missing; `invalidSetting` when only one of them is, or
    ///   when a value can't be sent in a header.
    public init(lookup: (String) -> String?) throws(CredentialsError) {
        let keyID = try setting("AWS_ACCESS_KEY_ID", lookup)
        let secret = try setting("AWS_SECRET_ACCESS_KEY", lookup)
        guard keyID != nil || secret != nil else {
            throw .notConfigured(advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        }
        guard let keyID else {
            throw .invalidSetting(name: "AWS_ACCESS_KEY_ID", reason: "is missing beside the secret")
        }
        guard let secret else {
            throw .invalidSetting(name: "AWS_SECRET_ACCESS_KEY", reason: "is missing beside the key's id")
        }
        fixed = Credentials(
            accessKeyID: keyID, secretAccessKey: secret, sessionToken: try setting("AWS_SESSION_TOKEN", lookup))
    }

    /// Returns the credentials read at the start; Lambda ends the process before they expire.
    public func credentials(at moment: Instant) -> Credentials {
        fixed
    }
}
