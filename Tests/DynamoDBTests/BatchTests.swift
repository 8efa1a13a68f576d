import DynamoDB
import Platform
import Testbed
import Testing
import Time

@Suite("Batches")
struct BatchTests {
    private func key(_ number: Int) -> Item { ["PK": "a", "SK": .number(number)] }

    private func wire(_ numbers: some Sequence<Int>, of kind: String = "") -> String {
        numbers.map { number in
            let key = #"{"PK":{"S":"a"},"SK":{"N":"\#(number)"}}"#
            return kind.isEmpty ? key : #"{"\#(kind)Request":{"\#(kind == "Put" ? "Item" : "Key")":\#(key)}}"#
        }.joined(separator: ",")
    }

    private func found(_ numbers: some Sequence<Int>, unprocessed: [Int] = []) -> ReplayTransport.Answer {
        let rest = unprocessed.isEmpty ? "" : #""education":{"Keys":[\#(wire(unprocessed))]}"#
        return Rig.answer(
            status: 200, body: #"{"Responses":{"education":[\#(wire(numbers))]},"UnprocessedKeys":{\#(rest)}}"#)
    }

    private func written(unprocessed: [Int] = [], of kind: String = "Put") -> ReplayTransport.Answer {
        let rest = unprocessed.isEmpty ? "" : #""education":[\#(wire(unprocessed, of: kind))]"#
        return Rig.answer(status: 200, body: #"{"UnprocessedItems":{\#(rest)}}"#)
    }

    private func reads(_ numbers: some Sequence<Int>) -> String {
        #"BatchGetItem {"RequestItems":{"education":{"Keys":[\#(wire(numbers))],"ConsistentRead":true}}}"#
    }

    private func writes(_ numbers: some Sequence<Int>, of kind: String = "Put") -> String {
        #"BatchWriteItem {"RequestItems":{"education":[\#(wire(numbers, of: kind))]}}"#
    }

    @Test("nothing is sent for nothing")
    func empty() throws {
        let rig = try Rig()
        #expect(try rig.table.batchGet([]) == [])
        try rig.table.batchWrite([])
        try rig.table.transact([])
        #expect(rig.sent == [])
        #expect(rig.count("DynamoDBCalls") == 0)
    }

    @Test("keys are read a hundred at a time")
    func manyReads() throws {
        let rig = try Rig(script: [found(0..<100), found(100..<200), found([200])])
        #expect(try rig.table.batchGet((0...200).map(key)) == (0...200).map(key))
        #expect(rig.sent == [reads(0..<100), reads(100..<200), reads([200])])
        #expect(rig.count("DynamoDBCalls") == 3)
    }

    @Test("writes are sent twenty-five at a time")
    func manyWrites() throws {
        let rig = try Rig(script: [written(), written(), written()])
        try rig.table.batchWrite((0..<51).map { .put(key($0)) })
        #expect(rig.sent == [writes(0..<25), writes(25..<50), writes([50])])
    }

    @Test("what comes several times goes out once, for the service refuses repeats")
    func repeats() throws {
        let rig = try Rig(script: [found([1, 2]), written()])
        #expect(try rig.table.batchGet([1, 2, 1, 1, 2].map(key)) == [1, 2].map(key))
        try rig.table.batchWrite([.delete(key: key(1)), .delete(key: key(2)), .delete(key: key(1))])
        #expect(rig.sent == [reads([1, 2]), writes([1, 2], of: "Delete")])
    }

    @Test("keys without an item are left out")
    func missing() throws {
        let rig = try Rig((200, #"{"Responses":{},"UnprocessedKeys":{}}"#))
        #expect(try rig.table.batchGet([key(1)]) == [])
    }

    @Test("what is left unprocessed is asked for again, behind a pause")
    func unprocessedReads() throws {
        let rig = try Rig(script: [found([1], unprocessed: [2, 3]), found([], unprocessed: [2, 3]), found([2, 3])])
        #expect(try rig.table.batchGet([1, 2, 3].map(key)) == [1, 2, 3].map(key))
        #expect(rig.sent == [reads(1...3), reads(2...3), reads(2...3)])
        #expect(rig.pauses.count == 2)
        #expect(rig.count("DynamoDBCalls") == 3)
        #expect(rig.count("DynamoDBRetries") == 0)
    }

    @Test("what is left unwritten is sent again, puts and deletes alike", arguments: ["Put", "Delete"])
    func unprocessedWrites(kind: String) throws {
        let rig = try Rig(script: [written(unprocessed: [2], of: kind), written()])
        try rig.table.batchWrite([1, 2].map { kind == "Put" ? .put(key($0)) : .delete(key: key($0)) })
        #expect(rig.sent == [writes(1...2, of: kind), writes([2], of: kind)])
        #expect(rig.pauses.count == 1)
    }

    @Test("a batch that gets no further ends as throttled after eight tries")
    func stuck() throws {
        let rig = try Rig(script: Array(repeating: written(unprocessed: [1]), count: 8))
        #expect(throws: DynamoDBError.throttled(type: "UnprocessedItems")) {
            try rig.table.batchWrite([.put(key(1))])
        }
        #expect(rig.transport.isFinished)
    }

    @Test("a large batch under a low limit comes through, for each step forward begins the patience anew")
    func slow() throws {
        let rig = try Rig(script: (1...25).reversed().map { written(unprocessed: Array(1..<$0)) })
        try rig.table.batchWrite((1...25).map { .put(key($0)) })
        #expect(rig.transport.isFinished)
        #expect(rig.pauses.count == 24)
        #expect(rig.pauses.allSatisfy { $0 <= 50 })
    }

    @Test("a service that gives back more and less in turns is not followed for ever")
    func seesaw() throws {
        let turns = (0..<100).map { written(unprocessed: $0.isMultiple(of: 2) ? [1] : [1, 2]) }
        let rig = try Rig(script: turns)
        #expect(throws: DynamoDBError.throttled(type: "UnprocessedItems")) {
            try rig.table.batchWrite([1, 2].map { .put(key($0)) })
        }
        #expect(rig.transport.requests.count == 8)
    }

    @Test("patience ends at the deadline")
    func deadline() throws {
        let rig = try Rig(
            ReplayTransport([found([], unprocessed: [1])]),
            retries: RetryPolicy(tries: 100, baseMilliseconds: 1_000_000, longestMilliseconds: 1_000_000))
        rig.host.host.deadline = Rig.start.adding(milliseconds: 501)
        #expect(throws: DynamoDBError.throttled(type: "UnprocessedItems")) { try rig.table.batchGet([key(1)]) }
    }

    @Test("an error in a later part is the error of the whole")
    func laterError() throws {
        let rig = try Rig(script: [written(), refusal("ValidationException")])
        #expect(throws: DynamoDBError.rejected(type: "ValidationException", message: "no")) {
            try rig.table.batchWrite((0..<26).map { .put(key($0)) })
        }
    }
}
