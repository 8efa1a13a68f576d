import AWS
import HTTP
public import Platform

extension DynamoDBClient {
    /// The client of a function: the service of its region, or whatever DYNAMODB_ENDPOINT names, with the function's
    /// own credentials.
    public static func live(on host: Host) throws -> DynamoDBClient {
        DynamoDBClient(
            place: try Place(host.settings),
            transport: CurlTransport(limits: .init(connectMilliseconds: 1_000, totalMilliseconds: 3_000)),
            credentials: try CredentialsChain.live(on: host),
            host: host)
    }
}

extension DynamoDBClient.Place {
    /// Reads AWS_REGION (or AWS_DEFAULT_REGION) and, for another place than AWS, DYNAMODB_ENDPOINT.
    public init(_ settings: Settings) throws(SettingsError) {
        guard let region = settings["AWS_REGION"] ?? settings["AWS_DEFAULT_REGION"] else {
            throw SettingsError(name: "AWS_REGION", problem: "is not set")
        }
        let text = settings["DYNAMODB_ENDPOINT"] ?? "https://dynamodb.\(region).amazonaws.com"
        guard let endpoint = Endpoint(text) else {
            throw SettingsError(
                name: settings["DYNAMODB_ENDPOINT"] == nil ? "AWS_REGION" : "DYNAMODB_ENDPOINT",
                problem: "does not make an address such as http://127.0.0.1:8000")
        }
        self.init(endpoint: endpoint, region: region)
    }
}
