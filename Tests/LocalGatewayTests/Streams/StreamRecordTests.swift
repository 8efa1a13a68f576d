import Foundation
import JSON
import Testing
import Time

@testable import LocalGateway

/// The form in which functions and destinations receive records, and in which they are stored.
struct StreamRecordTests {
    private static let arn = "arn:aws:dynamodb:eu-west-1:000000000000:table/t/stream/2026-11-21T09:30:00.000"

    private static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test("a record names its stream, and its identity has small letters")
    func record() throws {
        let text = """
            {"eventID": "e", "eventName": "REMOVE", "eventVersion": "1.1", "eventSource": "aws:dynamodb",
             "awsRegion": "eu-west-1", "userIdentity": {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"},
             "dynamodb": {"ApproximateCreationDateTime": 1795426200, "Keys": {"PK": {"S": "a"}}, "SizeBytes": 3,
                          "SequenceNumber": "100000000000000000001", "StreamViewType": "KEYS_ONLY"}}
            """
        let change = try #require(
            StreamChange(JSONDocument(parsing: Array(text.utf8)).root, stream: Self.arn))
        #expect(change.sequence == "100000000000000000001")
        #expect(change.createdAt == Instant(seconds: 1_795_426_200))
        let event = try JSONValue(parsing: StreamChange.event([change]))
        #expect(
            event
                == .object([
                    "Records": [
                        [
                            "eventID": "e", "eventName": "REMOVE", "eventVersion": "1.1",
                            "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
                            "eventSourceARN": .string(Self.arn),
                            "userIdentity": ["principalId": "dynamodb.amazonaws.com", "type": "Service"],
                            "dynamodb": [
                                "ApproximateCreationDateTime": 1_795_426_200, "Keys": ["PK": ["S": "a"]],
                                "SizeBytes": 3, "SequenceNumber": "100000000000000000001",
                                "StreamViewType": "KEYS_ONLY",
                            ],
                        ]
                    ]
                ]))
    }

    @Test("an event has as many records as fit, and one in any case", arguments: [(35, 2), (34, 1), (10, 1), (99, 3)])
    func fits(_ limit: Int, _ count: Int) {
        let record = StreamChange(sequence: "1", createdAt: .now, json: Array("1234567890".utf8))
        let records = [record, record, record]
        #expect(StreamChange.countOfEvent(records, atMost: 10, bytes: limit) == min(count, 3))
        #expect(StreamChange.countOfEvent(records, atMost: 1, bytes: limit) == 1)
        #expect(StreamChange.countOfEvent([], atMost: 1, bytes: limit) == 0)
        if count < 3 { #expect(StreamChange.event(records.prefix(count)).count <= max(limit, 24)) }
    }

    @Test("the destination is told what was given up in the service's words", arguments: [0, 3])
    func failureRecord(_ calls: Int) throws {
        let first = StreamChange(sequence: "11", createdAt: Instant(seconds: 1_795_426_200))
        let last = StreamChange(sequence: "13", createdAt: Instant(seconds: 1_795_426_201))
        let record = FailureRecord(
            requestID: "id", functionARN: "arn:f", condition: calls == 0 ? .tooOld : .retriesExhausted, calls: calls,
            isFunctionError: true, moment: Instant(seconds: 1_795_426_300), stream: Self.arn, shard: "shard",
            first: first,
            last: last, count: 3)
        var expected: [String: JSONValue] = [
            "requestContext": [
                "requestId": "id", "functionArn": "arn:f",
                "condition": calls == 0 ? "RecordAgeExceeded" : "RetryAttemptsExhausted",
                "approximateInvokeCount": .number(JSONNumber(calls)),
            ],
            "version": "1.0", "timestamp": "2026-11-23T09:31:40.000Z",
            "DDBStreamBatchInfo": [
                "shardId": "shard", "startSequenceNumber": "11", "endSequenceNumber": "13",
                "approximateArrivalOfFirstRecord": "2026-11-23T09:30:00.000Z",
                "approximateArrivalOfLastRecord": "2026-11-23T09:30:01.000Z", "batchSize": 3,
                "streamArn": .string(Self.arn),
            ],
        ]
        if calls > 0 {
            expected["responseContext"] = [
                "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled",
            ]
        }
        #expect(try JSONValue(parsing: record.json) == .object(expected))
    }

    @Test("lines for the destination are added, and a name that leads elsewhere is refused")
    func failureFile() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failures-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try FailureFile("arn:aws:sqs:eu-west-1:000000000000:Failed", folder: folder)
        #expect(file.append(Array("1".utf8)))
        #expect(file.append(Array("2".utf8)))
        #expect(try String(contentsOfFile: folder + "/Failed.jsonl", encoding: .utf8) == "1\n2\n")
        for name in ["arn:aws:sqs:eu-west-1:0:../x", "arn:aws:sqs:eu-west-1:0:", "Failed", "arn:aws:sqs:r:0:.x"] {
            #expect(throws: GatewayError.self) { try FailureFile(name, folder: folder) }
        }
    }

    @Test("positions outlive whoever wrote them, and belong to one stream")
    func positions() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "positions-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/streams/F-S.json"
        let first = try StreamPositions(path: path)
        try first.begin("one", since: Instant(seconds: 5))
        try first.finish("a", through: "11")
        try first.finish("b", through: "12")
        try first.end("b")
        let second = try StreamPositions(path: path)
        try second.begin("one", since: Instant(seconds: 9))
        #expect(second.since == Instant(seconds: 5))
        #expect(second.finished("a") == "11")
        #expect(second.finished("b") == nil)
        #expect(second.hasEnded("b"))
        #expect(!second.hasEnded("a"))
        try second.begin("two", since: nil)
        let third = try StreamPositions(path: path)
        #expect(third.stream == "two")
        #expect(third.since == nil)
        #expect(third.finished("a") == nil)
        try Data("{".utf8).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: GatewayError.self) { try StreamPositions(path: path) }
        #expect(error?.description == "\(path): it can't be read; without it, the stream is read anew")
    }
}
