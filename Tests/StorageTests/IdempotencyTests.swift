import AWS
import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

/// The answer in the tests.
struct Receipt: Codable, Equatable, Sendable {
    var id: String
    var at: Instant
}

/// A caller whose requests make claims.
struct Caller {
    static let now = Instant(seconds: 1_795_278_600)

    let user: UserID

    init(_ id: String = "ada") throws {
        user = try #require(UserID(id))
    }

    func claim(_ key: String = "k-1", body: String = "{}", at now: Instant = now) throws -> IdempotencyClaim? {
        let request = Array(body.utf8)
        let key: IdempotencyKey = try #require(
            IdempotencyKey(key, method: "POST", path: "/api/meetups/m/signup", body: request))
        return IdempotencyClaim(key, by: user, at: now)
    }
}

@Suite("Idempotency")
struct IdempotencyTests {
    private let receipt = Receipt(id: "r", at: Caller.now)
    private let fingerprint = SHA256.hexHash(Array("POST\n21\n/api/meetups/m/signup\n{}".utf8))
    private let effect = TransactionAction.put(.key("A", "A"), if: attribute("PK").isMissing)

    private func table(_ answers: (status: Int, body: String)...) throws -> (Table, ReplayTransport) {
        let transport = ReplayTransport(answering: answers)
        let host = TestHost(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]).host
        let client = DynamoDBClient(
            place: try .dynamoDB(Settings(["AWS_REGION": "eu-west-1"])), transport: transport,
            credentials: try CredentialsChain.live(on: host), host: host, retries: RetryPolicy(tries: 1))
        return (Table(name: "t", client: client), transport)
    }

    private func cancelled(_ reasons: String...) -> (Int, String) {
        (400, #"{"__type":"TransactionCanceledException","CancellationReasons":[\#(reasons.joined(separator: ","))]}"#)
    }

    private let none = #"{"Code":"None"}"#
    private let failed = #"{"Code":"ConditionalCheckFailed"}"#

    /// Returns the reason of a claim that was made before.
    private func known(_ answer: String, fingerprint: String? = nil) -> String {
        let fingerprint = fingerprint ?? self.fingerprint
        return #"{"Code":"ConditionalCheckFailed","Item":{"fingerprint":{"S":"\#(fingerprint)"}\#(answer)}}"#
    }

    private let kept = #","answer":{"M":{"id":{"S":"first"},"at":{"S":"2026-11-20T00:00:00Z"}}}"#

    @Test("the claim stands behind the actions, with what is needed to answer the same for a day")
    func claim() throws {
        let (table, transport) = try table((200, "{}"))
        let settlement = try table.transact([effect], claim: try Caller().claim(), answer: receipt)
        #expect(settlement == .done(receipt))
        let body = try #require(transport.bodies.first)
        let actions = try #require(body.split(separator: #""TransactItems":"#).last)
        #expect(
            actions == ##"""
                [{"Put":{"TableName":"t","Item":{"PK":{"S":"A"},"SK":{"S":"A"}},\##
                "ConditionExpression":"attribute_not_exists(#0)",\##
                "ReturnValuesOnConditionCheckFailure":"ALL_OLD","ExpressionAttributeNames":{"#0":"PK"}}},\##
                {"Put":{"TableName":"t","Item":{"PK":{"S":"STUDENT#ada"},"SK":{"S":"IDEMPOTENCY#k-1"},\##
                "answer":{"M":{"at":{"S":"2026-11-21T16:30:00.000Z"},"id":{"S":"r"}}},\##
                "entityType":{"S":"IDEMPOTENCY"},"expiresAt":{"N":"1795365000"},\##
                "fingerprint":{"S":"\##(fingerprint)"}},\##
                "ConditionExpression":"(attribute_not_exists(#0) OR #1 < :0)",\##
                "ReturnValuesOnConditionCheckFailure":"ALL_OLD",\##
                "ExpressionAttributeNames":{"#0":"PK","#1":"expiresAt"},\##
                "ExpressionAttributeValues":{":0":{"N":"1795278600"}}}}]}
                """##)
    }

    @Test("without a claim there are the actions alone, and without either nothing is sent")
    func noClaim() throws {
        let (table, transport) = try table((200, "{}"))
        #expect(IdempotencyClaim(nil, by: try Caller().user, at: Caller.now) == nil)
        #expect(try table.transact([effect], claim: nil, answer: receipt) == .done(receipt))
        #expect(try table.transact([], claim: nil, answer: receipt) == .done(receipt))
        #expect(transport.requests.count == 1)
        #expect(!transport.bodies.contains { $0.contains("IDEMPOTENCY") })
    }

    @Test("a claim that was made before is answered as then, whatever else stood in the way")
    func replay() throws {
        let first = Receipt(id: "first", at: Instant(seconds: 1_795_132_800))
        for effect in [none, failed, #"{"Code":"TransactionConflict"}"#] {
            let (table, _) = try table(cancelled(effect, known(kept)))
            #expect(
                try table.transact([self.effect], claim: try Caller().claim(), answer: receipt) == .repeated(first))
        }
    }

    @Test("a key that came with another request is refused, even where that was answered in another shape")
    func keyReused() throws {
        for answer in [kept, "", #","answer":{"M":{"other":{"BOOL":true}}}"#] {
            let (table, _) = try table(cancelled(none, known(answer, fingerprint: "another")))
            #expect(throws: IdempotencyError.keyReused) {
                try table.transact([effect], claim: try Caller().claim(), answer: receipt)
            }
        }
    }

    @Test("reasons of the actions are theirs, in their order")
    func otherReasons() throws {
        let reasons = [
            CancellationReason(code: "None"), CancellationReason(code: "ConditionalCheckFailed"),
            CancellationReason(code: "None"),
        ]
        let (table, _) = try table(cancelled(none, failed, none), (200, "{}"))
        #expect(throws: DynamoDBError.transactionCancelled(reasons)) {
            try table.transact([effect, effect], claim: try Caller().claim(), answer: receipt)
        }
    }

    @Test("without a claim, a reason too many is no claim's")
    func reasonTooMany() throws {
        let (table, _) = try table(cancelled(none, known(kept)))
        #expect(throws: DynamoDBError.self) { try table.transact([effect], claim: nil, answer: receipt) }
    }

    @Test("fewer reasons than actions settle nothing")
    func fewReasons() throws {
        for reasons in [[], [none]] {
            let (table, _) = try table(
                (
                    400,
                    #"{"__type":"TransactionCanceledException","CancellationReasons":[\#(reasons.joined())]}"#
                ))
            let expected = reasons.map { _ in CancellationReason(code: "None") }
            #expect(throws: DynamoDBError.transactionCancelled(expected)) {
                try table.transact([effect], claim: try Caller().claim(), answer: receipt)
            }
        }
    }

    @Test("a failed claim that comes without its item leaves the transaction's own error")
    func withoutItem() throws {
        let message = #"{"__type":"TransactionCanceledException","message":"[None, ConditionalCheckFailed]"}"#
        for answer in [(400, message), cancelled(none, failed)] {
            let (table, transport) = try table(answer, (200, "{}"))
            let reasons = ["None", "ConditionalCheckFailed"].map { CancellationReason(code: $0) }
            #expect(throws: DynamoDBError.transactionCancelled(reasons)) {
                try table.transact([effect], claim: try Caller().claim(), answer: receipt)
            }
            #expect(transport.bodies.count == 2)
        }
    }

    @Test("what is in the way may be what the same request did the first time: then it is answered so")
    func inItsOwnWay() throws {
        let first = Receipt(id: "first", at: Instant(seconds: 1_795_132_800))
        let item = #"{"fingerprint":{"S":"\#(fingerprint)"},"expiresAt":{"N":"9999999999"}\#(kept)}"#
        let (table, transport) = try table(cancelled(failed, none), (200, #"{"Item":\#(item)}"#))
        #expect(try table.transact([effect], claim: try Caller().claim(), answer: receipt) == .repeated(first))
        #expect(transport.isFinished)
    }

    @Test(
        "a kept claim of another shape is told with the place, not answered with nothing",
        arguments: [
            (#"{"Code":"ConditionalCheckFailed","Item":{}}"#, "fingerprint", "is missing"),
            ("", "answer", "is missing"),
            (#","answer":{"S":"x"}"#, "answer", "expected an object"),
            (#","answer":{"M":{}}"#, "answer.id", "is missing"),
        ])
    func oddClaim(answer: String, path: String, problem: String) throws {
        let (table, _) = try table(cancelled(none, answer.first == "{" ? answer : known(answer)))
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(path: path, problem: problem))) {
            try table.transact([effect], claim: try Caller().claim(), answer: receipt)
        }
    }

    @Test("other errors pass through")
    func otherErrors() throws {
        let (table, _) = try table((400, #"{"__type":"ResourceNotFoundException","message":"m"}"#))
        #expect(throws: DynamoDBError.notFound(message: "m")) {
            try table.transact([effect], claim: try Caller().claim(), answer: receipt)
        }
    }

    @Test("an answer that is no object cannot be kept")
    func noObject() throws {
        let (table, transport) = try table()
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(problem: "expected an object"))) {
            try table.transact([effect], claim: try Caller().claim(), answer: [1])
        }
        #expect(transport.requests == [])
    }

    @Test("a reused key is the caller's mistake, and says so")
    func problem() {
        let problem = IdempotencyError.keyReused.problem
        #expect(problem.kind == .unprocessable)
        #expect(problem.code == "idempotency_key_reused")
        #expect(problem.details.map(\.field) == ["Idempotency-Key"])
    }
}
