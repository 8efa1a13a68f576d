public import Time

/// The credentials that a Lambda function's environment holds, the same as long as the process lives.
public struct EnvironmentCredentials: CredentialsProvider {
    private let fixed: Credentials

    /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, each through `lookup`.
    ///
    /// Throws `notConfigured` when the key or its secret is missing or empty, and `invalidSetting` when one of the
    /// three cannot stand in a header.
    public init(lookup: (String) -> String?) throws(CredentialsError) {
        let keyID = lookup("AWS_ACCESS_KEY_ID") ?? ""
        let secret = lookup("AWS_SECRET_ACCESS_KEY") ?? ""
        let token = lookup("AWS_SESSION_TOKEN") ?? ""
        guard !keyID.isEmpty, !secret.isEmpty else {
            throw .notConfigured(advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
        }
        for (name, value) in [
            ("AWS_ACCESS_KEY_ID", keyID), ("AWS_SECRET_ACCESS_KEY", secret), ("AWS_SESSION_TOKEN", token),
        ] where !value.isPrintableASCII {
            throw .invalidSetting(name: name, reason: "has a character that is not printable ASCII")
        }
        fixed = Credentials(accessKeyID: keyID, secretAccessKey: secret, sessionToken: token.isEmpty ? nil : token)
    }

    /// What the environment held when it was read; they never expire as far as anyone can tell.
    public func credentials(at moment: Instant) -> Credentials {
        fixed
    }
}

extension String {
    /// Whether it can stand in a header without ending it: no control characters, nothing beyond ASCII.
    var isPrintableASCII: Bool {
        utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
