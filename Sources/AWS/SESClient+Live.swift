import HTTP
public import Platform

extension SESClient {
    /// The client of a function: the service of its region, or whatever SES_ENDPOINT names, with the function's own
    /// credentials.
    public static func live(on host: Host) throws -> SESClient {
        let limits = CurlTransport.Limits(connectMilliseconds: 1_000, totalMilliseconds: 5_000, answerBytes: 64 * 1024)
        return SESClient(
            place: try Place(host.settings), transport: CurlTransport(limits: limits),
            credentials: try CredentialsChain.live(on: host), host: host)
    }
}

extension SESClient.Place {
    /// Reads AWS_REGION (or AWS_DEFAULT_REGION) and, for another place than AWS, SES_ENDPOINT.
    public init(_ settings: Settings) throws(SettingsError) {
        guard let region = settings["AWS_REGION"] ?? settings["AWS_DEFAULT_REGION"] else {
            throw SettingsError(name: "AWS_REGION", problem: "is not set")
        }
        let text = settings["SES_ENDPOINT"] ?? "https://email.\(region).amazonaws.com"
        guard let endpoint = Endpoint(text) else {
            throw SettingsError(
                name: settings["SES_ENDPOINT"] == nil ? "AWS_REGION" : "SES_ENDPOINT",
                problem: "does not make an address such as http://127.0.0.1:3000")
        }
        self.init(endpoint: endpoint, region: region)
    }
}
