import DynamoDB
import Testbed
import Testing

@Suite("Transactions")
struct TransactionTests {
    @Test("a token is 32 hexadecimal digits, never the same")
    func tokens() {
        let tokens = (0..<2_000).map { _ in TransactionToken.random().text }
        #expect(tokens.allSatisfy { $0.utf8.count == 32 })
        #expect(tokens.allSatisfy { $0.utf8.allSatisfy("0123456789abcdef".utf8.contains) })
        #expect(Set(tokens).count == 2_000)
        // Every digit occurs in every place: no bit is constant.
        for place in 0..<32 {
            #expect(Set(tokens.map { Array($0.utf8)[place] }).count == 16)
        }
    }

    @Test(
        "a token of one's own has 1 to 36 bytes",
        arguments: [("", false), ("a", true), (String(repeating: "a", count: 36), true)]
            + [(String(repeating: "a", count: 37), false), (String(repeating: "é", count: 18), true)]
            + [(String(repeating: "é", count: 19), false)])
    func ownTokens(text: String, isToken: Bool) {
        #expect(TransactionToken(text)?.text == (isToken ? text : nil))
    }

    @Test("each transaction has a token of its own, unless it is given one")
    func tokenOfEach() throws {
        let rig = try Rig((200, "{}"), (200, "{}"))
        try rig.table.transact([.put(ada)])
        try rig.table.transact([.put(ada)])
        #expect(Set(rig.sent).count == 2)
    }

    @Test("a token that was used for something else is told")
    func reused() throws {
        let rig = try Rig(script: [refusal("IdempotentParameterMismatchException")])
        #expect(throws: DynamoDBError.tokenReused) { try rig.table.transact([.put(ada)]) }
    }

    @Test("writes hand back what was there, updates what is there then")
    func returned() throws {
        let attributes = #"{"Attributes":{"n":{"N":"1"}}}"#
        let rig = try Rig((200, attributes), (200, "{}"), (200, attributes), (200, "{}"), (200, attributes))
        #expect(try rig.table.put(ada) == ["n": 1])
        #expect(try rig.table.put(ada) == nil)
        #expect(try rig.table.delete(ada) == ["n": 1])
        #expect(try rig.table.delete(ada) == nil)
        #expect(try rig.table.update(ada, [.set("n", to: 1)]) == ["n": 1])
    }

    @Test("a table's description has its name, its state, its size and its stream")
    func description() throws {
        let table = #""TableName":"t","TableStatus":"CREATING""#
        let rig = try Rig(
            (200, #"{"Table":{\#(table),"ItemCount":7,"LatestStreamArn":"arn:x"}}"#),
            (200, #"{"TableDescription":{\#(table)}}"#))
        let described = try rig.table.describe()
        #expect(described.name == "t")
        #expect(described.status == "CREATING")
        #expect(!described.isActive)
        #expect(described.itemCount == 7)
        #expect(described.streamARN == "arn:x")
        let deleted = try rig.table.deleteTable()
        #expect(deleted.itemCount == 0)
        #expect(deleted.streamARN == nil)
    }
}
