import AWS
import DynamoDB
import HTTP
import Platform
import Testbed
import Testing

@Suite("What goes over the wire")
struct WireTests {
    @Test(
        "every operation with every option is one signed request, to the byte",
        arguments: WireCase.items + WireCase.queries + WireCase.groups + WireCase.tables)
    func request(_ wire: WireCase) throws {
        let rig = try Rig((200, wire.answer))
        try wire.call(rig.table)
        let authorization =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request, "
            + "SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=\(wire.signature)"
        let expected = HTTPRequest(
            "POST", .init(scheme: .https, host: "dynamodb.eu-west-1.amazonaws.com"),
            headers: [
                "Content-Type": "application/x-amz-json-1.0",
                "X-Amz-Target": "DynamoDB_20120810.\(wire.operation)",
                "Host": "dynamodb.eu-west-1.amazonaws.com",
                "X-Amz-Date": "20261121T163000Z",
                "Authorization": authorization,
            ],
            body: Array(wire.body.utf8))
        #expect(rig.sent == ["\(wire.operation) \(wire.body)"])
        #expect(rig.transport.requests == [expected])
        #expect(rig.count("DynamoDBCalls") == 1)
        #expect(rig.count("DynamoDBRetries") == 0)
    }

    @Test("a session token is sent and signed")
    func sessionToken() throws {
        let rig = try Rig(ReplayTransport((200, "{}")), credentials: .temporary)
        _ = try rig.table.get(ada)
        // The signature that botocore computes for the same request.
        #expect(
            rig.transport.requests.map(\.headers) == [
                [
                    "Content-Type": "application/x-amz-json-1.0",
                    "X-Amz-Target": "DynamoDB_20120810.GetItem",
                    "Host": "dynamodb.eu-west-1.amazonaws.com",
                    "X-Amz-Date": "20261121T163000Z",
                    "X-Amz-Security-Token": "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCWV1LXdlc3QtMSJIMEYCIQD=",
                    "Authorization": "AWS4-HMAC-SHA256 "
                        + "Credential=ASIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                        + "Signature=7712f8ecd47dae009479ae0c84fa63a6d7b841ffc42a973b535979899fa1656e",
                ]
            ])
    }

    /// The last three are botocore's for the same request with another region, service and key.
    @Test("a signature is good for its region, its service and its key alone")
    func scope() throws {
        let rig = try Rig(ReplayTransport((200, "{}")), region: "us-east-1")
        _ = try rig.table.get(ada)
        let authorization = try #require(rig.transport.requests.first?.headers["Authorization"])
        #expect(authorization.contains("/us-east-1/dynamodb/aws4_request"))
        #expect(authorization.hasSuffix("=d0c7ad9fadf3a91080634294a8d818b0cc12e1e7ae2761d457bcb34214ce1378"))
        let here = try #require(WireCase.items.first?.signature)
        #expect(here != "d0c7ad9fadf3a91080634294a8d818b0cc12e1e7ae2761d457bcb34214ce1378")
        #expect(here != "e5be1a3f33f69988242e0e27afdbac41621dc0514d09be385bd9490d2eec45ea")
    }

    @Test(
        "the place is that of the region, or what DYNAMODB_ENDPOINT names",
        arguments: [
            (["AWS_REGION": "eu-west-3"], "https://dynamodb.eu-west-3.amazonaws.com", "eu-west-3"),
            (["AWS_DEFAULT_REGION": "eu-west-2"], "https://dynamodb.eu-west-2.amazonaws.com", "eu-west-2"),
            (
                ["AWS_REGION": "local", "DYNAMODB_ENDPOINT": "http://127.0.0.1:8000"], "http://127.0.0.1:8000", "local"
            ),
        ])
    func place(settings: [String: String], endpoint: String, region: String) throws {
        let place = try ServicePlace.dynamoDB(Settings(settings))
        #expect(place.endpoint.description == endpoint)
        #expect(place.region == region)
    }

    @Test(
        "a place that makes no address is refused by the name of its setting",
        arguments: [
            ([:], "AWS_REGION"),
            (["AWS_REGION": "eu/west"], "AWS_REGION"),
            (["AWS_REGION": "eu-west-1", "DYNAMODB_ENDPOINT": "127.0.0.1:8000"], "DYNAMODB_ENDPOINT"),
        ])
    func badPlace(settings: [String: String], name: String) {
        let error = #expect(throws: SettingsError.self) { try ServicePlace.dynamoDB(Settings(settings)) }
        #expect(error?.name == name)
    }
}
