import Bytes
import DynamoDB
import HTTP
import Testbed
import Testing

@Suite("The checksum of an answer")
struct ChecksumTests {
    private static let body = #"{"Item":{"n":{"N":"1"}}}"#

    private func answer(checksum: String?, status: Int = 200, body: String = body) -> ReplayTransport.Answer {
        var response = HTTPResponse(status: status, body: Array(body.utf8))
        response.headers["X-Amz-Crc32"] = checksum
        return .success(response)
    }

    @Test("an answer whose checksum matches, or that has none, is taken")
    func matching() throws {
        let right = String(CRC32.checksum(Array(Self.body.utf8)))
        for checksum in [right, nil] {
            let rig = try Rig(script: [answer(checksum: checksum)])
            #expect(try rig.table.get(ada) == ["n": 1])
        }
    }

    @Test(
        "an answer whose checksum does not match is asked for again",
        arguments: ["0", "4294967295", "", "abc", "-1", "1.0", "99999999999999999999", "0x1f"])
    func wrong(checksum: String) throws {
        let rig = try Rig(script: [answer(checksum: checksum), answer(checksum: nil)])
        #expect(try rig.table.get(ada) == ["n": 1])
        #expect(rig.operations == ["GetItem", "GetItem"])
    }

    @Test("a garbled refusal is not believed either")
    func garbledRefusal() throws {
        let body = #"{"__type":"ResourceNotFoundException"}"#
        let rig = try Rig(script: [answer(checksum: "1", status: 400, body: body), answer(checksum: nil)])
        #expect(try rig.table.get(ada) == ["n": 1])
    }

    @Test("a write whose answer is garbled is uncertain, if it may not be sent again")
    func garbledWrite() throws {
        let rig = try Rig(script: [answer(checksum: "1")])
        let unread = DynamoDBError.unreadableAnswer(detail: "the answer's checksum does not match")
        #expect(throws: DynamoDBError.outcomeUnknown(detail: "\(unread)")) {
            try rig.table.update(ada, [.increment("n", by: 1)])
        }
    }

    @Test("when every answer is garbled, the last one is told")
    func always() throws {
        let rig = try Rig(script: Array(repeating: answer(checksum: "1"), count: 8))
        #expect(throws: DynamoDBError.unreadableAnswer(detail: "the answer's checksum does not match")) {
            try rig.table.get(ada)
        }
        #expect(rig.transport.isFinished)
    }
}
