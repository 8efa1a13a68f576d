import AWS
public import DynamoDB
public import HTTP
public import Platform
public import Time

/// The transport of a process that dies: after a number of requests nothing is sent or received any more.
public final class DyingTransport: SerialTransport {
    private let transport = CurlTransport()
    private var left: Int
    private let isLastOneDone: Bool
    private var isDead = false

    private init(after requests: Int, _ isLastOneDone: Bool) {
        left = requests
        self.isLastOneDone = isLastOneDone
    }

    /// Returns the table of a process that dies during the request after these, which may still be carried out but
    /// whose answer is lost.
    public static func table(
        _ name: String, after requests: Int, _ isLastOneDone: Bool, on host: Host
    ) throws -> Table {
        let client = DynamoDBClient(
            place: try .dynamoDB(.environment), transport: DyingTransport(after: requests, isLastOneDone),
            credentials: try CredentialsChain.live(on: Host(settings: .environment, log: host.log)), host: host,
            retries: RetryPolicy(tries: 2),
            pacing: Pacing(now: { .now }, wait: { _ in }, random: SystemRandomNumberGenerator()))
        return Table(name: name, client: client)
    }

    public func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        if !isDead, left > 0 {
            left -= 1
            return try transport.send(request, by: deadline)
        }
        if !isDead, isLastOneDone { _ = try transport.send(request, by: deadline) }
        isDead = true
        throw .notConnected(detail: "the process is dead")
    }
}
