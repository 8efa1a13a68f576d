import HTTP
public import Platform

extension CredentialsChain {
    /// Returns the credentials of a function: from its environment, or from the container's agent.
    public static func live(on host: Host) throws(CredentialsError) -> CredentialsChain {
        let limits = CurlTransport.Limits(connectMilliseconds: 500, totalMilliseconds: 2_000, answerBytes: 64 * 1024)
        return try CredentialsChain(
            lookup: { host.settings[$0] }, transport: CurlTransport(limits: limits))
    }
}
