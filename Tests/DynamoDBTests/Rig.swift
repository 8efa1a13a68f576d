import AWS
import DynamoDB
import HTTP
import JSON
import Platform
import Testbed
import Time

/// A table with a scripted service, a clock that only moves by waiting, and predictable random numbers.
final class Rig {
    let transport: ReplayTransport
    let host: TestHost
    private(set) var table: Table
    private let clock = Clock()

    static let start = Instant(seconds: 1_795_278_600)

    /// The clock of a test, and the length of each pause.
    private final class Clock {
        var now = Rig.start
        var pauses: [Int] = []
    }

    init(
        _ transport: ReplayTransport, credentials: Credentials = .lasting, region: String = "eu-west-1",
        retries: RetryPolicy = RetryPolicy(), seed: UInt64 = 1
    ) throws {
        self.transport = transport
        host = TestHost()
        let clock = clock
        let pacing = Pacing(
            now: { clock.now },
            wait: { milliseconds in
                clock.pauses.append(milliseconds)
                clock.now = clock.now.adding(milliseconds: milliseconds)
            },
            random: SeededGenerator(seed: seed))
        let place = try ServicePlace.dynamoDB(Settings(["AWS_REGION": region]))
        let client = DynamoDBClient(
            place: place, transport: transport, credentials: FixedCredentials(fixed: credentials), host: host.host,
            retries: retries, pacing: pacing)
        table = Table(name: "education", client: client)
    }

    /// Creates a table whose service gives these answers, each a status and a body.
    convenience init(_ answers: (status: Int, body: String)...) throws {
        try self.init(ReplayTransport(answering: answers))
    }

    /// Creates a table whose service gives these answers, and none where there is an error.
    convenience init(script: [ReplayTransport.Answer]) throws {
        try self.init(ReplayTransport(script))
    }

    static func answer(status: Int, body: String) -> ReplayTransport.Answer {
        .success(HTTPResponse(status: status, body: Array(body.utf8)))
    }

    var pauses: [Int] { clock.pauses }

    /// The operation and the body of each request.
    var sent: [String] {
        transport.requests.map { request in
            let operation = request.headers["X-Amz-Target"] ?? ""
            return "\(operation.dropFirst("DynamoDB_20120810.".count)) \(String(decoding: request.body, as: UTF8.self))"
        }
    }

    /// The number of requests for each operation.
    var operations: [String] {
        transport.requests.map { String(($0.headers["X-Amz-Target"] ?? "").dropFirst("DynamoDB_20120810.".count)) }
    }

    func count(_ name: String) -> Int {
        host.host.counters.values.first { $0.name == name }?.value ?? 0
    }
}

/// Credentials that never change.
struct FixedCredentials: CredentialsProvider {
    let fixed: Credentials

    func credentials(at moment: Instant) throws(CredentialsError) -> Credentials { fixed }
}

extension Credentials {
    static let lasting = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    static let temporary = Credentials(
        accessKeyID: "ASIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCWV1LXdlc3QtMSJIMEYCIQD=")
}

/// The key used by most tests.
let ada = Item.key("STUDENT#ada", "PROFILE")

extension Item {
    /// Returns the key of a table with two key attributes.
    static func key(_ partition: String, _ sort: String) -> Item {
        ["PK": .string(partition), "SK": .string(sort)]
    }
}

/// Returns the service's error of that name.
func refusal(_ name: String, _ message: String = "no", status: Int = 400) -> ReplayTransport.Answer {
    Rig.answer(
        status: status, body: #"{"__type":"com.amazonaws.dynamodb.v20120810#\#(name)","message":"\#(message)"}"#)
}
