import HTTP
public import Platform

extension SESClient {
    /// The client of a function: the service of its region, or whatever SES_ENDPOINT names, with the function's own
    /// credentials.
    public static func live(on host: Host) throws -> SESClient {
        let limits = CurlTransport.Limits(connectMilliseconds: 1_000, totalMilliseconds: 5_000, answerBytes: 64 * 1024)
        return SESClient(
            place: try .ses(host.settings), transport: CurlTransport(limits: limits),
            credentials: try CredentialsChain.live(on: host), host: host)
    }
}

extension ServicePlace {
    /// SES in the region of the settings, or where SES_ENDPOINT says.
    public static func ses(_ settings: Settings) throws(SettingsError) -> ServicePlace {
        try ServicePlace(of: "email", unless: "SES_ENDPOINT", in: settings)
    }
}
