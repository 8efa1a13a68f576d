import AWS
public import DynamoDB
import HTTP
public import Platform
import Time

extension Table {
    /// Returns a table whose service is a script, for testing the bytes that are sent and the handling of answers.
    ///
    /// There is one retry, without a pause.
    public static func scripted(_ transport: ReplayTransport, on host: Host) throws -> Table {
        let settings = Settings(["AWS_REGION": "eu-west-1"])
        let client = DynamoDBClient(
            place: try .dynamoDB(settings), transport: transport, credentials: KnownCredentials(),
            host: host,
            retries: RetryPolicy(tries: 2),
            pacing: Pacing(now: { host.now }, wait: { _ in }, random: SystemRandomNumberGenerator()))
        return Table(name: "education", client: client)
    }
}

private struct KnownCredentials: CredentialsProvider {
    func credentials(at moment: Instant) throws(CredentialsError) -> Credentials {
        Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    }
}

extension ReplayTransport {
    /// The operations that a scripted table was asked for: each one's name and input.
    public var operations: [(name: String, input: [UInt8])] {
        requests.map { request in
            let target = request.headers["X-Amz-Target"] ?? ""
            return (target.split(separator: ".").last.map(String.init) ?? target, request.body)
        }
    }
}
