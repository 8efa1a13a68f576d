public import HTTP
public import Platform

/// The endpoint of an AWS service, and the region that requests to it are signed for.
public struct ServicePlace: Equatable, Sendable {
    /// The server that receives the requests.
    public let endpoint: Endpoint
    /// The region named in signatures.
    public let region: String

    /// Creates a place from an endpoint and a region.
    public init(endpoint: Endpoint, region: String) {
        self.endpoint = endpoint
        self.region = region
    }

    /// Reads AWS_REGION (or AWS_DEFAULT_REGION) and the setting that can replace AWS's own endpoint.
    public init(of service: String, unless setting: String, in settings: Settings) throws(SettingsError) {
        guard let region = settings["AWS_REGION"] ?? settings["AWS_DEFAULT_REGION"] else {
            throw SettingsError(name: "AWS_REGION", problem: "is not set")
        }
        let text = settings[setting] ?? "https://\(service).\(region).amazonaws.com"
        guard let endpoint = Endpoint(text) else {
            throw SettingsError(
                name: settings[setting] == nil ? "AWS_REGION" : setting,
                problem: "does not make an address such as http://127.0.0.1:8000")
        }
        self.init(endpoint: endpoint, region: region)
    }
}
