import AWS
import DynamoDB
import HTTP
import Testbed
import Testing

@Suite("What a write may have done")
struct UncertaintyTests {
    private static let lost = ReplayTransport.Answer.failure(.timedOut(detail: "slow"))

    @Test("a write that was never answered is uncertain, a read is not", arguments: Operation.repeatableWrites)
    func unanswered(_ operation: Operation) throws {
        let rig = try Rig(script: Array(repeating: Self.lost, count: 8))
        let error = #expect(throws: DynamoDBError.self) { try operation.call(rig.table) }
        #expect(error?.isOutcomeUnknown == true)
        let reading = try Rig(script: Array(repeating: Self.lost, count: 8))
        let cause = HTTPError.timedOut(detail: "slow")
        #expect(throws: DynamoDBError.unavailable(detail: "\(cause)")) { try reading.table.get(ada) }
    }

    @Test(
        "whatever keeps a later try from being made, the first one stays uncertain",
        arguments: [
            refusal("ThrottlingException"), refusal("TransactionConflictException"),
            .failure(.notConnected(detail: "refused")), .failure(.notSecure(detail: "no certificate")),
        ] as [ReplayTransport.Answer])
    func laterTries(answer: ReplayTransport.Answer) throws {
        let rig = try Rig(script: [Self.lost] + Array(repeating: answer, count: 7))
        let error = #expect(throws: DynamoDBError.self) { try rig.table.transact([.put(ada)]) }
        #expect(error?.isOutcomeUnknown == true)
        #expect(rig.transport.isFinished)
    }

    @Test("a denial behind a lost answer settles nothing, and is told with it")
    func denial() throws {
        let rig = try Rig(script: [Self.lost, refusal("ExpiredTokenException")])
        let denied = DynamoDBError.denied(type: "ExpiredTokenException", message: "no")
        #expect(throws: DynamoDBError.outcomeUnknown(detail: "\(denied)")) { try rig.table.put(ada) }
    }

    @Test("the service's word on the transaction settles it")
    func settled() throws {
        let reasons = #"{"__type":"TransactionCanceledException","CancellationReasons":[{"Code":"ValidationError"}]}"#
        let rig = try Rig(script: [Self.lost, Rig.answer(status: 400, body: reasons)])
        #expect(throws: DynamoDBError.transactionCancelled([CancellationReason(code: "ValidationError")])) {
            try rig.table.transact([.put(ada)])
        }
    }

    @Test("a transaction whose first try succeeded unheard succeeds by its second one")
    func lostSuccess() throws {
        let rig = try Rig(script: [Self.lost, Rig.answer(status: 200, body: "{}")])
        try rig.table.transact([.put(ada)])
        #expect(rig.count("DynamoDBRetries") == 1)
    }

    @Test("a transaction that is still being carried out is asked after, and uncertain in the end")
    func inProgress() throws {
        let busy = refusal("TransactionInProgressException")
        let rig = try Rig(script: [Self.lost, busy, busy, Rig.answer(status: 200, body: "{}")])
        try rig.table.transact([.put(ada)])
        #expect(Set(rig.sent).count == 1)
        let hopeless = try Rig(script: Array(repeating: busy, count: 8))
        let error = #expect(throws: DynamoDBError.self) { try hopeless.table.transact([.put(ada)]) }
        #expect(error?.isOutcomeUnknown == true)
    }

    @Test("a single write that was turned away first and lost then is uncertain")
    func turnedAwayFirst() throws {
        let rig = try Rig(script: [refusal("ThrottlingException"), Self.lost])
        let error = #expect(throws: DynamoDBError.self) { try rig.table.update(ada, [.increment("n", by: 1)]) }
        #expect(error?.isOutcomeUnknown == true)
        #expect(rig.transport.isFinished)
    }

    @Test("a success that cannot be read leaves a write uncertain")
    func rubbish() throws {
        let rig = try Rig(script: Array(repeating: Rig.answer(status: 200, body: "<html>"), count: 8))
        let error = #expect(throws: DynamoDBError.self) { try rig.table.put(ada) }
        #expect(error?.isOutcomeUnknown == true)
        #expect(rig.transport.isFinished)
    }
}
