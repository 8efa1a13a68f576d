import AWS
import DynamoDB
import HTTP
import Platform
import Testbed
import Testing
import Time

@Suite("A live table: signatures", .enabled(if: LiveTable.checksSignatures))
struct LiveSignatureTests {
    private let settings = Settings.environment

    private func error(of client: DynamoDBClient) -> DynamoDBError? {
        do {
            _ = try Table(name: "none", client: client).get(ada)
            return nil
        } catch {
            return error
        }
    }

    private func isDenied(_ error: DynamoDBError?, as name: String) -> Bool {
        if case .denied(let type, let message) = error { type == name && !message.isEmpty } else { false }
    }

    private func credentials(secret: String? = nil, id: String? = nil, token: String? = nil) throws -> FixedCredentials
    {
        FixedCredentials(
            fixed: Credentials(
                accessKeyID: try id ?? settings.required("AWS_ACCESS_KEY_ID"),
                secretAccessKey: try secret ?? settings.required("AWS_SECRET_ACCESS_KEY"), sessionToken: token))
    }

    @Test("the right signature passes")
    func right() throws {
        let error = error(of: try LiveTable.client(credentials: try credentials()))
        guard case .notFound = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a wrong secret is denied")
    func wrongSecret() throws {
        let client = try LiveTable.client(credentials: try credentials(secret: "wrong"))
        #expect(isDenied(error(of: client), as: "InvalidSignatureException"))
    }

    @Test("an unknown key is denied, after one more try")
    func unknownKey() throws {
        let test = TestHost()
        let client = try LiveTable.client(
            over: CurlTransport(), credentials: try credentials(id: "AKIAUNKNOWN000000000"), host: test.host)
        #expect(isDenied(error(of: client), as: "UnrecognizedClientException"))
        #expect(test.host.counters.values.map(\.value) == [1, 1])
    }

    @Test("a token that belongs to no session is denied")
    func wrongToken() throws {
        let client = try LiveTable.client(credentials: try credentials(token: "made-up"))
        #expect(isDenied(error(of: client), as: "UnrecognizedClientException"))
    }

    @Test(
        "a request that was changed behind the signature is denied",
        arguments: [
            { $0.body.append(UInt8(ascii: " ")) },
            { $0.headers["X-Amz-Target"] = "DynamoDB_20120810.DeleteItem" },
            { $0.headers["Content-Type"] = "application/x-amz-json-1.1" },
        ] as [@Sendable (inout HTTPRequest) -> Void])
    func changed(change: @escaping @Sendable (inout HTTPRequest) -> Void) throws {
        let client = try LiveTable.client(over: ChangingTransport(change: change))
        #expect(isDenied(error(of: client), as: "InvalidSignatureException"))
    }

    @Test("a clock that is an hour off is denied", arguments: [-1, 1])
    func wrongClock(hours: Int) throws {
        var pacing = Pacing.real
        pacing.now = { Instant.now.adding(hours: hours) }
        let client = try LiveTable.client(pacing: pacing)
        #expect(isDenied(error(of: client), as: "InvalidSignatureException"))
    }
}

/// A transport that changes each request after it has been signed.
private struct ChangingTransport: SerialTransport {
    let real = CurlTransport()
    let change: @Sendable (inout HTTPRequest) -> Void

    func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        var request = request
        change(&request)
        return try real.send(request, by: deadline)
    }
}
