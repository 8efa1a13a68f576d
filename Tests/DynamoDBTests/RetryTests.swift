import AWS
import DynamoDB
import HTTP
import Platform
import Testbed
import Testing
import Time

/// An operation, and whether it may be executed twice.
struct Operation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var answer = "{}"
    let call: @Sendable (Table) throws -> Void

    static let reads = [
        Operation(testDescription: "get") { _ = try $0.get(ada) },
        Operation(testDescription: "query", answer: #"{"Items":[]}"#) {
            _ = try $0.all(Query(KeyCondition("PK", equals: "x")))
        },
        Operation(testDescription: "scan", answer: #"{"Items":[]}"#) { _ = try $0.all(Scan()) },
        Operation(testDescription: "batchGet", answer: #"{"Responses":{}}"#) { _ = try $0.batchGet([ada]) },
        Operation(
            testDescription: "describe", answer: #"{"Table":{"TableName":"education","TableStatus":"ACTIVE"}}"#
        ) { _ = try $0.describe() },
    ]
    static let repeatableWrites = [
        Operation(testDescription: "put") { try $0.put(ada) },
        Operation(testDescription: "delete") { try $0.delete(ada) },
        Operation(testDescription: "batchWrite") { try $0.batchWrite([.put(ada)]) },
        Operation(testDescription: "transact") { try $0.transact([.put(ada)]) },
        Operation(testDescription: "conditional transact") {
            try $0.transact([.put(ada, if: attribute("PK").isMissing)])
        },
    ]
    static let singleWrites = [
        Operation(testDescription: "conditional put") { try $0.put(ada, if: attribute("PK").isMissing) },
        Operation(testDescription: "conditional delete") { try $0.delete(ada, if: attribute("PK").exists) },
        Operation(testDescription: "update", answer: #"{"Attributes":{}}"#) {
            try $0.update(ada, [.increment("n", by: 1)])
        },
        Operation(testDescription: "conditional update", answer: #"{"Attributes":{}}"#) {
            try $0.update(ada, [.increment("n", by: 1)], if: attribute("PK").exists)
        },
        Operation(
            testDescription: "create",
            answer: #"{"TableDescription":{"TableName":"education","TableStatus":"ACTIVE"}}"#
        ) { try $0.create(TableSchema(.init("id"))) },
        Operation(
            testDescription: "deleteTable",
            answer: #"{"TableDescription":{"TableName":"education","TableStatus":"ACTIVE"}}"#
        ) { try $0.deleteTable() },
        Operation(testDescription: "setTimeToLive") { try $0.setTimeToLive(attribute: "t") },
    ]
    static let all = reads + repeatableWrites + singleWrites
}

@Suite("Trying again")
struct RetryTests {
    /// Answers after which the service has done nothing, and any request may be retried.
    static let turnedAway: [ReplayTransport.Answer] =
        [
            "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException",
            "LimitExceededException", "TransactionConflictException", "UnrecognizedClientException",
        ].map { refusal($0) } + [
            .failure(.notConnected(detail: "refused")), .failure(.notSecure(detail: "no certificate")),
            Rig.answer(status: 429, body: ""),
        ]

    /// Answers after which it is unknown whether the service acted.
    static let lost: [ReplayTransport.Answer] = [
        .failure(.timedOut(detail: "slow")), .failure(.interrupted(detail: "reset")),
        refusal("InternalServerError", status: 500), Rig.answer(status: 503, body: "<html>"),
        Rig.answer(status: 200, body: ""), Rig.answer(status: 200, body: "[]"),
    ]

    @Test("whatever the service turned away is sent again", arguments: Operation.all)
    func turnedAway(_ operation: Operation) throws {
        for answer in Self.turnedAway {
            let rig = try Rig(script: [answer, Rig.answer(status: 200, body: operation.answer)])
            try operation.call(rig.table)
            #expect(rig.transport.isFinished)
            #expect(rig.count("DynamoDBCalls") == 1)
            #expect(rig.count("DynamoDBRetries") == 1)
            #expect(rig.host.logged.map { $0.contains("DynamoDB is tried again") } == [false, true])
        }
    }

    @Test(
        "what does no harm twice is sent again when an answer is lost, with the same bytes",
        arguments: Operation.reads + Operation.repeatableWrites)
    func repeatable(_ operation: Operation) throws {
        for answer in Self.lost {
            let rig = try Rig(script: [answer, answer, Rig.answer(status: 200, body: operation.answer)])
            try operation.call(rig.table)
            #expect(rig.transport.isFinished)
            #expect(Set(rig.sent).count == 1, "a transaction bears the same token in every try")
            #expect(rig.count("DynamoDBRetries") == 2)
        }
    }

    @Test("what may do harm twice is sent once, and its outcome is unknown", arguments: Operation.singleWrites)
    func single(_ operation: Operation) throws {
        for answer in Self.lost {
            let rig = try Rig(script: [answer])
            let error = #expect(throws: DynamoDBError.self) { try operation.call(rig.table) }
            #expect(error?.isOutcomeUnknown == true)
            #expect(rig.pauses == [])
            #expect(rig.count("DynamoDBRetries") == 0)
        }
    }

    @Test(
        "what the service has decided is not asked again", arguments: Operation.all,
        [
            "AccessDeniedException", "ConditionalCheckFailedException", "ExpiredTokenException",
            "IdempotentParameterMismatchException", "IncompleteSignatureException", "InvalidSignatureException",
            "ItemCollectionSizeLimitExceededException", "MissingAuthenticationTokenException",
            "ResourceInUseException", "ResourceNotFoundException", "TransactionCanceledException",
            "ValidationException", "Unheard",
        ])
    func decided(_ operation: Operation, name: String) throws {
        let rig = try Rig(script: [refusal(name)])
        #expect(throws: DynamoDBError.self) { try operation.call(rig.table) }
        #expect(rig.count("DynamoDBRetries") == 0)
    }

    @Test("an unknown key is tried once more, for it may be too new, and not twice")
    func unrecognized() throws {
        let rig = try Rig(script: [
            refusal("ThrottlingException"), refusal("UnrecognizedClientException"), refusal("ThrottlingException"),
            refusal("UnrecognizedClientException"),
        ])
        #expect(throws: DynamoDBError.denied(type: "UnrecognizedClientException", message: "no")) {
            try rig.table.get(ada)
        }
        #expect(rig.transport.isFinished)
    }

    @Test(
        "a transaction that only other traffic stood in the way of is sent again",
        arguments: [
            ["TransactionConflict"], ["None", "TransactionConflict", "None"], ["ProvisionedThroughputExceeded"],
            ["ThrottlingError", "TransactionConflict"],
        ])
    func passing(codes: [String]) throws {
        let rig = try Rig(script: [cancellation(codes), Rig.answer(status: 200, body: "{}")])
        try rig.table.transact([.put(ada)])
        #expect(rig.transport.isFinished)
        #expect(Set(rig.sent).count == 1)
    }

    @Test(
        "a transaction that anything else stood in the way of is not",
        arguments: [
            ["ConditionalCheckFailed"], ["TransactionConflict", "ConditionalCheckFailed"], ["ValidationError"],
            ["ItemCollectionSizeLimitExceeded", "ThrottlingError"], ["None"], ["Unheard"], [],
        ])
    func standing(codes: [String]) throws {
        let rig = try Rig(script: [cancellation(codes)])
        #expect(throws: DynamoDBError.transactionCancelled(codes.map { CancellationReason(code: $0) })) {
            try rig.table.transact([.put(ada)])
        }
    }

    @Test(
        "contention that lasts is told as such, not as a fault of the program",
        arguments: [
            (["None", "TransactionConflict"], .contention(detail: "TransactionConflict")),
            (["ThrottlingError", "TransactionConflict"], .contention(detail: "TransactionConflict")),
            (["None", "ThrottlingError"], .throttled(type: "ThrottlingError")),
        ] as [([String], DynamoDBError)])
    func lasting(codes: [String], error: DynamoDBError) throws {
        let rig = try Rig(script: Array(repeating: cancellation(codes), count: 8))
        #expect(throws: error) { try rig.table.transact([.put(ada)]) }
        #expect(rig.transport.isFinished)
    }

    @Test("every try is signed with its own time")
    func signatures() throws {
        let rig = try Rig(
            ReplayTransport(Array(repeating: refusal("ThrottlingException"), count: 4)),
            retries: RetryPolicy(tries: 4, baseMilliseconds: 4_000_000, longestMilliseconds: 4_000_000), seed: 3)
        _ = try? rig.table.get(ada)
        let dates = rig.transport.requests.compactMap { $0.headers["X-Amz-Date"] }
        let signatures = Set(rig.transport.requests.compactMap { $0.headers["Authorization"] })
        let expected = (0...3).map { tries in
            Rig.start.adding(milliseconds: rig.pauses.prefix(tries).reduce(0, +)).seconds
        }
        #expect(dates.compactMap { basicTime($0)?.seconds } == expected)
        #expect(signatures.count == 4)
    }

    private func basicTime(_ text: String) -> Instant? {
        let parts = Array(text)
        guard parts.count == 16 else { return nil }
        let date = "\(String(parts[0..<4]))-\(String(parts[4..<6]))-\(String(parts[6..<8]))"
        let time = "\(String(parts[9..<11])):\(String(parts[11..<13])):\(String(parts[13..<15]))"
        return Instant(iso8601: "\(date)T\(time)Z")
    }

    private func cancellation(_ codes: [String]) -> ReplayTransport.Answer {
        let reasons = codes.map { #"{"Code":"\#($0)"}"# }.joined(separator: ",")
        return Rig.answer(
            status: 400, body: #"{"__type":"TransactionCanceledException","CancellationReasons":[\#(reasons)]}"#)
    }
}

extension DynamoDBError {
    var isOutcomeUnknown: Bool {
        if case .outcomeUnknown = self { true } else { false }
    }
}
