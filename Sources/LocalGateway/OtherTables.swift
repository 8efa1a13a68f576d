import AWS
import DynamoDB
import Foundation
import HTTP
import Platform
import Template

/// The template's tables in an external DynamoDB; missing ones are created there.
struct OtherTables: TableHouse {
    let place: String
    let settings: [String: String]
    let counts: [(name: String, items: Int?)]
    let fileSize: Int? = nil
    let signalsChanges = false

    /// The time limit for creating a table, in seconds.
    private static let patience = 60.0

    init(
        at endpoint: String, _ tables: [(resource: TableResource, name: String)],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(GatewayError) {
        guard let address = Endpoint(endpoint) else {
            throw GatewayError(
                "\(endpoint) is no address such as http://127.0.0.1:8000 (--endpoint, DYNAMODB_ENDPOINT)")
        }
        settings = Self.settings(endpoint, environment)
        place = "\(endpoint) (not ours)"
        counts = tables.map { ($0.name, nil) }
        do throws(DynamoDBError) {
            let client = try Self.client(address, Settings(settings))
            for table in tables { try Self.make(table.resource, table.name, client) }
        } catch {
            throw GatewayError("the DynamoDB at \(endpoint): \(error)")
        }
    }

    /// Does nothing, since the external service keeps running.
    func close() {}

    private static func settings(_ endpoint: String, _ environment: [String: String]) -> [String: String] {
        let given = environment.filter { !$0.value.isEmpty }
        let region = given["AWS_REGION"] ?? given["AWS_DEFAULT_REGION"] ?? LocalStack.region
        var settings = ["AWS_DEFAULT_REGION": region, "AWS_REGION": region, "DYNAMODB_ENDPOINT": endpoint]
        guard let keyID = given["AWS_ACCESS_KEY_ID"], let secret = given["AWS_SECRET_ACCESS_KEY"] else {
            return settings.merging(["AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"]) { $1 }
        }
        settings["AWS_ACCESS_KEY_ID"] = keyID
        settings["AWS_SECRET_ACCESS_KEY"] = secret
        settings["AWS_SESSION_TOKEN"] = given["AWS_SESSION_TOKEN"]
        return settings
    }

    private static func client(_ address: Endpoint, _ settings: Settings) throws(DynamoDBError) -> DynamoDBClient {
        let host = Host(settings: settings, log: Log(function: "Gateway") { _ in })
        let transport = CurlTransport(limits: .init(connectMilliseconds: 2_000, totalMilliseconds: 10_000))
        do throws(CredentialsError) {
            return DynamoDBClient(
                place: ServicePlace(endpoint: address, region: settings["AWS_REGION"] ?? LocalStack.region),
                transport: transport, credentials: try CredentialsChain.live(on: host), host: host,
                retries: RetryPolicy(tries: 3))
        } catch {
            throw .noCredentials(error)
        }
    }

    private static func make(
        _ resource: TableResource, _ name: String, _ client: DynamoDBClient
    ) throws(DynamoDBError) {
        let table = Table(name: name, client: client)
        do throws(DynamoDBError) {
            if try table.describe().isActive { return }
        } catch .notFound {
            try create(resource, name, client)
        }
        let deadline = Date(timeIntervalSinceNow: patience)
        while try !table.describe().isActive {
            guard Date() < deadline else { throw .unavailable(detail: "the table \(name) does not become active") }
            usleep(200_000)
        }
        if let attribute = resource.timeToLiveAttribute { try setTimeToLive(attribute, of: table) }
    }

    /// Creates a table, unless another gateway creates it first.
    private static func create(
        _ resource: TableResource, _ name: String, _ client: DynamoDBClient
    ) throws(DynamoDBError) {
        do throws(DynamoDBError) {
            try client.createTable(resource.creation(named: name))
        } catch .inUse {}
    }

    /// Enables time to live; ignores the rejection if it is already enabled.
    private static func setTimeToLive(_ attribute: String, of table: Table) throws(DynamoDBError) {
        do throws(DynamoDBError) {
            try table.setTimeToLive(attribute: attribute)
        } catch .rejected {}
    }
}
