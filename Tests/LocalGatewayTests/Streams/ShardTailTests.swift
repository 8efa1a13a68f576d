import HTTP
import Template
import Testbed
import Testing

@testable import LocalGateway

/// Reading a shard with unexpected content.
struct ShardTailTests {
    private struct House: TableHouse {
        let place = ""
        let settings: [String: String]
        let counts: [(name: String, items: Int?)] = []
        let fileSize: Int? = nil
        let signalsChanges = false
        func close() {}
    }

    private static func record(_ number: Int, created: String = "1795426200") -> String {
        #"""
        {"eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":\#(created),"Keys":{"PK":{"S":"a"}},
        "SequenceNumber":"\#(number)"}}
        """#
    }

    private static func answer(_ body: String, status: Int = 200) -> [ScriptedServer.Step] {
        [.send("HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")]
    }

    private static func tail(_ server: ScriptedServer) throws -> ShardTail {
        let text = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  Events:
                    S:
                      Type: DynamoDB
                      Properties: { Stream: "arn:aws:dynamodb:r:0:table/t/stream/x", StartingPosition: TRIM_HORIZON }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        let plan = try #require(try EventPlans(stack.functions, data: "/none").mappings.first)
        let place = StreamsPlace(
            House(settings: [
                "DYNAMODB_ENDPOINT": "http://127.0.0.1:\(server.endpoint.port ?? 0)", "AWS_ACCESS_KEY_ID": "a",
                "AWS_SECRET_ACCESS_KEY": "b",
            ]))
        return ShardTail(plan, place, stream: "s", shard: "0", after: nil, since: nil)
    }

    @Test("a record that can't be read is left out, and those around it are not")
    func leavesOutPoison() throws {
        let records = [Self.record(1), Self.record(2, created: #""soon""#), Self.record(3)].joined(separator: ",")
        let server = try ScriptedServer { request, _ in
            request.text.contains("GetShardIterator")
                ? Self.answer(#"{"ShardIterator":"i"}"#)
                : Self.answer(#"{"NextShardIterator":"j","Records":[\#(records)]}"#)
        }
        let tail = try Self.tail(server)
        let page = try tail.read()
        #expect(page.changes.map(\.sequence) == ["1", "3"])
        #expect(page.unreadable == 1)
        #expect(tail.lastRead == "3")
        #expect(!tail.isAtEnd)
    }

    @Test("what is no stream is said in words")
    func saysProblem() throws {
        let server = try ScriptedServer { _, _ in Self.answer(#"{"message":"no"}"#, status: 400) }
        let error = #expect(throws: StreamsClient.Failure.self) { try Self.tail(server).read() }
        #expect(error?.description == "the stream cannot be read: GetShardIterator: status 400: no")
    }
}
