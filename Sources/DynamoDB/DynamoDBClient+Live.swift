public import AWS
import HTTP
public import Platform

extension DynamoDBClient {
    /// The client of a function: the service of its region, or whatever DYNAMODB_ENDPOINT names, with the function's
    /// own credentials.
    public static func live(on host: Host, patience: Patience = .usual) throws -> DynamoDBClient {
        let limits = CurlTransport.Limits(
            connectMilliseconds: patience.connectMilliseconds, totalMilliseconds: patience.tryMilliseconds)
        return DynamoDBClient(
            place: try .dynamoDB(host.settings), transport: CurlTransport(limits: limits),
            credentials: try CredentialsChain.live(on: host), host: host, retries: patience.retries)
    }
}

extension ServicePlace {
    /// DynamoDB in the region of the settings, or where DYNAMODB_ENDPOINT says.
    public static func dynamoDB(_ settings: Settings) throws(SettingsError) -> ServicePlace {
        try ServicePlace(of: "dynamodb", unless: "DYNAMODB_ENDPOINT", in: settings)
    }
}
