import Bytes
import Testing

@testable import LocalTable

struct ServerTests {
    private static let service = "com.amazon.coral.service#"
    private static let model = "com.amazonaws.dynamodb.v20120810#"

    @Test("an operation is answered with its body, its checksum, an identifier and the date")
    func answers() throws {
        let answer = try ServerRig().post(#"{"TableName":"a"}"#)
        #expect(answer.status == 200)
        #expect(answer.body == #"{"operation":"GetItem"}"#)
        #expect(answer.headers["Content-Type"] == "application/x-amz-json-1.0")
        #expect(answer.headers["Content-Length"] == "23")
        #expect(answer.headers["x-amz-crc32"] == "\(CRC32.checksum(Array(answer.body.utf8)))")
        #expect(answer.headers["Date"] == "Sat, 21 Nov 2026 11:42:30 GMT")
        let identifier = answer.headers["x-amzn-RequestId"] ?? ""
        #expect(identifier.wholeMatch(of: /[0-9A-Z]{52}/) != nil)
    }

    @Test("no two requests have one identifier")
    func identifiers() {
        let identifiers = RequestIdentifiers()
        #expect(Set((1...10_000).map { _ in identifiers.next() }).count == 10_000)
    }

    static let targets: [(header: String?, status: Int, body: String)] = [
        ("DynamoDB_20120810.PutItem", 200, #"{"operation":"PutItem"}"#),
        ("DynamoDBStreams_20120810.GetRecords", 200, #"{"operation":"GetRecords"}"#),
        (nil, 400, unknown), ("", 400, unknown), ("GetItem", 400, unknown), (".GetItem", 400, unknown),
        ("DynamoDB_20111205.GetItem", 400, unknown), ("DynamoDB_20120810.Nothing", 400, unknown),
        ("DynamoDB_20120810.GetRecords", 400, unknown), ("DynamoDBStreams_20120810.GetItem", 400, unknown),
        ("DynamoDB_20120810." + String(repeating: "x", count: 5_000), 400, unknown),
    ]
    private static let unknown = #"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#

    @Test("the target names the operation, and each interface has its own", arguments: targets)
    func target(header: String?, status: Int, body: String) throws {
        let answer = try ServerRig().post("{}", ["X-Amz-Target": header])
        #expect(answer.status == status)
        #expect(answer.body == body)
    }

    @Test("who asks for endpoints is told the one that it has come to")
    func endpoints() throws {
        let target = "DynamoDB_20120810.DescribeEndpoints"
        let answer = try ServerRig().post("{}", ["Host": "tables.example:8000", "X-Amz-Target": target])
        #expect(answer.status == 200)
        #expect(
            answer.body
                == #"{"Endpoints":[{"Address":"tables.example:8000","CachePeriodInMinutes":1440}]}"#)
        let unnamed = try ServerRig().post("{}", ["Host": "", "X-Amz-Target": target])
        #expect(unnamed.body == #"{"operation":"DescribeEndpoints"}"#)
    }

    @Test(
        "a body that is no JSON object is none",
        arguments: ["", "{", "nonsense", "[]", "1", "null", "\"a\"", "{}{}", String(repeating: "[", count: 100_000)])
    func malformed(body: String) throws {
        let answer = try ServerRig().post(body)
        #expect(answer.status == 400)
        #expect(answer.body == #"{"__type":"\#(Self.service)SerializationException"}"#)
    }

    static let failures: [(input: String, body: String)] = [
        (
            #"{"Fail":"ValidationException"}"#,
            #"{"__type":"com.amazon.coral.validate#ValidationException","message":"as you wish"}"#
        ),
        (
            #"{"Fail":"ResourceNotFoundException"}"#,
            #"{"__type":"\#(model)ResourceNotFoundException","message":"as you wish"}"#
        ),
        (
            #"{"Fail":"SerializationException"}"#,
            #"{"__type":"\#(service)SerializationException","Message":"as you wish"}"#
        ),
        (
            #"{"Fail":"TransactionCanceledException","Details":[{"Code":"None"}]}"#,
            #"{"__type":"\#(model)TransactionCanceledException","Details":[{"Code":"None"}],"Message":"as you wish"}"#
        ),
    ]

    @Test("a failure is told as the service tells it", arguments: failures)
    func failure(input: String, body: String) throws {
        let answer = try ServerRig().post(input)
        #expect(answer.status == 400)
        #expect(answer.body == body)
        #expect(answer.headers["x-amz-crc32"] == "\(CRC32.checksum(Array(body.utf8)))")
    }

    @Test("what goes wrong inside is told to the log, and to the client only that it did")
    func internalFailure() throws {
        let rig = try ServerRig()
        let answer = rig.post(#"{"Fail":"Disk","Status":503}"#)
        #expect(answer.status == 503)
        #expect(answer.body == #"{"__type":"\#(Self.model)InternalServerError","message":"Internal server error"}"#)
        #expect(rig.lines == ["2026-11-21T11:42:30.000Z Disk: as you wish"])
    }

    static let others: [(request: String, status: Int, body: String)] = [
        ("GET / HTTP/1.0\r\n\r\n", 200, "healthy: dynamodb.eu-west-1.amazonaws.com "),
        ("HEAD / HTTP/1.0\r\n\r\n", 200, ""),
        ("PUT / HTTP/1.0\r\n\r\n", 404, "<UnknownOperationException/>\n"),
        ("DELETE /a HTTP/1.0\r\n\r\n", 404, "<UnknownOperationException/>\n"),
        ("POST / HTTP/1.0\r\n\r\n", 404, "<UnknownOperationException/>\n"),
        ("POST / HTTP/1.0\r\nContent-Type: text/plain\r\n\r\n", 404, "<UnknownOperationException/>\n"),
        ("GET / HTTP/1.1\r\n\r\n", 400, ""),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 16777217\r\n\r\n", 413,
            "HTTP content length exceeded 16777216 bytes."
        ),
    ]

    @Test("what is no call of an operation is answered as the service does", arguments: others)
    func other(request: String, status: Int, body: String) throws {
        let answer = try ServerRig().ask(request)
        #expect(answer.status == status)
        #expect(answer.body == body)
    }

    @Test("the later JSON protocol is taken, and answered in kind")
    func laterProtocol() throws {
        let answer = try ServerRig().post("{}", ["Content-Type": "application/x-amz-json-1.1; charset=utf-8"])
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "application/x-amz-json-1.1")
    }

    static let logged: [(input: String, target: String, line: String)] = [
        (#"{"TableName":"a.b-c_D"}"#, "GetItem", "GetItem a.b-c_D 200"),
        (#"{"TableName":"a\nb"}"#, "GetItem", "GetItem - 200"),
        (#"{"RequestItems":{"b":[],"a":[]}}"#, "BatchGetItem", "BatchGetItem a,b 200"),
        (#"{"TransactItems":[{"Put":{"TableName":"a","Item":{}}}]}"#, "TransactWriteItems", "TransactWriteItems a 200"),
        (#"{"Fail":"X","Item":{"secret":{"S":"1"}}}"#, "PutItem", "PutItem - 400"),
        ("{}", "\u{1}", "- - 0"), ("{", "GetItem", "- - 400"), ("{}", "Put Item", "- - 200"),
    ]

    @Test("a line of the log has the operation, the tables and the status, and nothing else", arguments: logged)
    func log(input: String, target: String, line: String) throws {
        let rig = try ServerRig(logs: true)
        let answer = rig.post(input, ["X-Amz-Target": "DynamoDB_20120810.\(target)"])
        let lines = rig.lines.map { $0.replacing(/\ [0-9.]+ ms$/, with: "") }
        // Data that is not an HTTP request is not logged.
        #expect(lines == (line.hasSuffix(" 0") ? [] : ["2026-11-21T11:42:30.000Z \(line)"]))
        #expect((answer.status == 400) == !line.hasSuffix("200"))
    }
}
