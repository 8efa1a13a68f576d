import HTTP
public import Platform

extension SESClient {
    /// Returns the client of a function, for the service in its region, or at SES_ENDPOINT if it is set, with the
    /// function's own credentials.
    public static func live(on host: Host) throws -> SESClient {
        let limits = CurlTransport.Limits(connectMilliseconds: 1_000, totalMilliseconds: 5_000, answerBytes: 64 * 1024)
        return SESClient(
            place: try .ses(host.settings), transport: CurlTransport(limits: limits),
            credentials: try CredentialsChain.live(on: host), host: host)
    }
}

extension ServicePlace {
    /// Returns the place of SES: in the region of the settings, or at SES_ENDPOINT if it is set.
    public static func ses(_ settings: Settings) throws(SettingsError) -> ServicePlace {
        try ServicePlace(of: "email", unless: "SES_ENDPOINT", in: settings)
    }
}
