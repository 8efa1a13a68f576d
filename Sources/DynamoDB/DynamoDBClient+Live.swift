public import AWS
import HTTP
public import Platform

extension DynamoDBClient {
    /// Returns the client of a function, for the service in its region, or at DYNAMODB_ENDPOINT if it is set, with the
    /// function's own credentials.
    public static func live(on host: Host, patience: Patience = .usual) throws -> DynamoDBClient {
        let limits = CurlTransport.Limits(
            connectMilliseconds: patience.connectMilliseconds, totalMilliseconds: patience.tryMilliseconds)
        return DynamoDBClient(
            place: try .dynamoDB(host.settings), transport: CurlTransport(limits: limits),
            credentials: try CredentialsChain.live(on: host), host: host, retries: patience.retries)
    }
}

extension ServicePlace {
    /// Returns the place of DynamoDB: in the region of the settings, or at DYNAMODB_ENDPOINT if it is set.
    public static func dynamoDB(_ settings: Settings) throws(SettingsError) -> ServicePlace {
        try ServicePlace(of: "dynamodb", unless: "DYNAMODB_ENDPOINT", in: settings)
    }
}
