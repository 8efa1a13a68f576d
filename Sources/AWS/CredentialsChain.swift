public import HTTP
public import Time

/// Credentials from the first source that is configured: the environment, then the container's agent.
public struct CredentialsChain: CredentialsProvider {
    private let source: any CredentialsProvider

    /// Chooses the source once.
    ///
    /// - Throws: `notConfigured`, with the settings that are needed, when there is no source; `invalidSetting` when a
    ///   source's settings are unusable: a mistake in one source is reported, not hidden by the next source.
    public init(lookup: (String) -> String?, transport: any HTTPTransport) throws(CredentialsError) {
        do throws(CredentialsError) {
            source = try EnvironmentCredentials(lookup: lookup)
        } catch .notConfigured {
            source = try Self.lastSource(lookup: lookup, transport: transport)
        }
    }

    /// Returns the chosen source's credentials.
    ///
    /// - Throws: The source's error.
    public func credentials(at moment: Instant) throws(CredentialsError) -> Credentials {
        try source.credentials(at: moment)
    }

    private static func lastSource(
        lookup: (String) -> String?, transport: any HTTPTransport
    ) throws(CredentialsError) -> ContainerCredentials {
        do throws(CredentialsError) {
            return try ContainerCredentials(lookup: lookup, transport: transport)
        } catch .notConfigured {
            throw .notConfigured(
                advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in a container "
                    + "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI")
        }
    }
}
