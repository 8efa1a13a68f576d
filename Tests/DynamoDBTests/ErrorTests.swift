import AWS
import DynamoDB
import HTTP
import JSON
import Platform
import Testbed
import Testing

@Suite("What the service's answers mean")
struct ErrorTests {
    /// Returns the error of a single attempt, so that each answer is judged by itself.
    private func error(
        _ answer: ReplayTransport.Answer, of call: (Table) throws -> Void = { _ = try $0.get(ada) }
    ) throws -> DynamoDBError? {
        let rig = try Rig(ReplayTransport([answer]), retries: RetryPolicy(tries: 1))
        do {
            try call(rig.table)
            return nil
        } catch {
            return error as? DynamoDBError
        }
    }

    @Test(
        "each of the service's errors has its case",
        arguments: [
            ("ConditionalCheckFailedException", .conditionFailed(item: nil)),
            ("TransactionCanceledException", .transactionCancelled([])),
            ("TransactionConflictException", .contention(detail: "TransactionConflictException")),
            ("ReplicatedWriteConflictException", .contention(detail: "ReplicatedWriteConflictException")),
            ("TransactionInProgressException", .contention(detail: "TransactionInProgressException")),
            ("IdempotentParameterMismatchException", .tokenReused),
            (
                "ProvisionedThroughputExceededException",
                .throttled(type: "ProvisionedThroughputExceededException")
            ),
            ("RequestLimitExceeded", .throttled(type: "RequestLimitExceeded")),
            ("ThrottlingException", .throttled(type: "ThrottlingException")),
            ("LimitExceededException", .throttled(type: "LimitExceededException")),
            ("ResourceNotFoundException", .notFound(message: "no")),
            ("TableNotFoundException", .notFound(message: "no")),
            ("ResourceInUseException", .inUse(message: "no")),
            ("TableAlreadyExistsException", .inUse(message: "no")),
            ("TableInUseException", .inUse(message: "no")),
            ("UnrecognizedClientException", .denied(type: "UnrecognizedClientException", message: "no")),
            ("AccessDeniedException", .denied(type: "AccessDeniedException", message: "no")),
            ("IncompleteSignatureException", .denied(type: "IncompleteSignatureException", message: "no")),
            ("InvalidSignatureException", .denied(type: "InvalidSignatureException", message: "no")),
            (
                "MissingAuthenticationTokenException",
                .denied(type: "MissingAuthenticationTokenException", message: "no")
            ),
            ("ExpiredTokenException", .denied(type: "ExpiredTokenException", message: "no")),
            ("ValidationException", .rejected(type: "ValidationException", message: "no")),
            ("SerializationException", .rejected(type: "SerializationException", message: "no")),
            (
                "ItemCollectionSizeLimitExceededException",
                .rejected(type: "ItemCollectionSizeLimitExceededException", message: "no")
            ),
        ] as [(String, DynamoDBError)])
    func cases(name: String, expected: DynamoDBError) throws {
        #expect(try error(refusal(name)) == expected)
    }

    @Test(
        "an error's name may have any prefix, and its message either spelling",
        arguments: [
            (#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"m"}"#, "m"),
            (#"{"__type":"ResourceNotFoundException","Message":"m"}"#, "m"),
            (#"{"Message":"M","message":"m","__type":"com.amazon.coral.validate#ResourceNotFoundException"}"#, "m"),
            (#"{"__type":"ResourceNotFoundException"}"#, ""),
            (#"{"__type":"ResourceNotFoundException","message":7}"#, ""),
        ])
    func names(body: String, message: String) throws {
        #expect(try error(Rig.answer(status: 400, body: body)) == .notFound(message: message))
    }

    @Test("coral's own validation is a broken rule too")
    func validation() throws {
        let body = #"{"__type":"com.amazon.coral.validate#ValidationException","message":"too long"}"#
        #expect(
            try error(Rig.answer(status: 400, body: body))
                == .rejected(type: "ValidationException", message: "too long"))
    }

    @Test(
        "the service's own failures are told as such, whatever they are called",
        arguments: ["InternalServerError", "InternalFailure", "ServiceUnavailable", "Unheard"])
    func failures(name: String) throws {
        for status in [500, 503] {
            #expect(try error(refusal(name, status: status)) == .unavailable(detail: "\(name): no"))
        }
    }

    @Test(
        "an answer that is no error of the service is judged by its status",
        arguments: [
            (400, .unreadableAnswer(detail: "status 400 without an error that can be read")),
            (403, .unreadableAnswer(detail: "status 403 without an error that can be read")),
            (413, .unreadableAnswer(detail: "status 413 without an error that can be read")),
            (301, .unreadableAnswer(detail: "status 301 without an error that can be read")),
            (204, .unreadableAnswer(detail: "status 204 without an error that can be read")),
            (429, .throttled(type: "status 429")),
            (500, .unavailable(detail: "status 500 without an error that can be read")),
            (502, .unavailable(detail: "status 502 without an error that can be read")),
            (503, .unavailable(detail: "status 503 without an error that can be read")),
        ] as [(Int, DynamoDBError)])
    func strangers(status: Int, expected: DynamoDBError) throws {
        let bodies = [
            "", "<html><body>Bad Gateway</body></html>", "null", "[]", "{}", #"{"__type":7}"#, #"{"__type":""}"#,
            ##"{"__type":"#"}"##, #"{"message":"hi"}"#, "\u{0}", #"{"__type":"A"#,
        ]
        for body in bodies {
            #expect(try error(Rig.answer(status: status, body: body)) == expected, "\(body)")
        }
    }

    @Test(
        "a success that is no object makes no sense",
        arguments: ["", "null", "[]", "true", #""{}""#, "{", "<html></html>", "{}{}", "\u{FEFF}{}"])
    func rubbish(body: String) throws {
        let error = try error(Rig.answer(status: 200, body: body))
        guard case .unreadableAnswer = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// A call whose answer lacks something, and the expected error.
    struct Lack: CustomTestStringConvertible, Sendable {
        let answer: String
        let problem: String
        let call: @Sendable (Table) throws -> Void

        var testDescription: String { answer }
    }

    static let lacks = [
        Lack(answer: "{}", problem: "Items: is missing") { _ = try $0.all(Scan()) },
        Lack(answer: #"{"Items":{}}"#, problem: "Items: expected an array") { _ = try $0.all(Scan()) },
        Lack(answer: #"{"Items":[7]}"#, problem: "Items[0]: expected an object") { _ = try $0.all(Scan()) },
        Lack(answer: #"{"Items":[],"LastEvaluatedKey":7}"#, problem: "LastEvaluatedKey: expected an object") {
            _ = try $0.all(Scan())
        },
        Lack(answer: #"{"Item":[]}"#, problem: "Item: expected an object") { _ = try $0.get(ada) },
        Lack(answer: "{}", problem: "Attributes: is missing") { try $0.update(ada, [.remove("a")]) },
        Lack(answer: "{}", problem: "Responses: is missing") { _ = try $0.batchGet([ada]) },
        Lack(answer: #"{"Responses":{"education":{}}}"#, problem: "Responses.education: expected an array") {
            _ = try $0.batchGet([ada])
        },
        Lack(
            answer: #"{"Responses":{},"UnprocessedKeys":{"education":{}}}"#,
            problem: "UnprocessedKeys.education.Keys: is missing"
        ) { _ = try $0.batchGet([ada]) },
        Lack(
            answer: #"{"UnprocessedItems":{"education":[{"PutRequest":{}}]}}"#,
            problem: "UnprocessedItems.education[0].DeleteRequest: is missing"
        ) { try $0.batchWrite([.put(ada)]) },
        Lack(answer: "{}", problem: "Table: is missing") { _ = try $0.describe() },
        Lack(answer: #"{"Table":{"TableName":"education"}}"#, problem: "Table.TableStatus: is missing") {
            _ = try $0.describe()
        },
    ]

    @Test("an answer that lacks what it must have is unreadable", arguments: lacks)
    func lacking(_ lack: Lack) throws {
        #expect(
            try error(Rig.answer(status: 200, body: lack.answer), of: lack.call)
                == .unreadableAnswer(detail: lack.problem))
    }

    @Test("a failed condition comes with the item as it is")
    func failedCondition() throws {
        let body = #"{"__type":"ConditionalCheckFailedException","Item":{"PK":{"S":"a"},"n":{"N":"3"}}}"#
        let error = try error(Rig.answer(status: 400, body: body)) { try $0.put(ada, if: attribute("n") == 2) }
        #expect(error == .conditionFailed(item: ["PK": "a", "n": 3]))
    }

    @Test("a cancelled transaction has a reason for each action, in their order, with the items")
    func reasons() throws {
        let body = #"""
            {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
             "Message":"Transaction cancelled [None, ConditionalCheckFailed, ValidationError]",
             "CancellationReasons":[{"Code":"None"},
              {"Code":"ConditionalCheckFailed","Message":"The conditional request failed","Item":{"n":{"N":"1"}}},
              {"Code":"ValidationError","Message":"too large"}]}
            """#
        let error = try error(Rig.answer(status: 400, body: body)) { try $0.transact([.put(ada)]) }
        #expect(
            error
                == .transactionCancelled([
                    CancellationReason(code: "None"),
                    CancellationReason(
                        code: "ConditionalCheckFailed", message: "The conditional request failed", item: ["n": 1]),
                    CancellationReason(code: "ValidationError", message: "too large"),
                ]))
    }

    @Test(
        "without a list of reasons their codes are taken from the message",
        arguments: [
            (
                "Transaction cancelled, please refer cancellation reasons for specific reasons "
                    + "[ConditionalCheckFailed, None]", ["ConditionalCheckFailed", "None"]
            ),
            ("[None,ValidationError]", ["None", "ValidationError"]),
            ("see [docs] of [ConditionalCheckFailed]", ["ConditionalCheckFailed"]),
            ("no reasons", []), ("][", []), ("[", []), ("]", []), ("[]", []), ("", []),
        ])
    func reasonsFromMessage(message: String, codes: [String]) throws {
        let error = try error(refusal("TransactionCanceledException", message)) { try $0.transact([.put(ada)]) }
        #expect(error == .transactionCancelled(codes.map { CancellationReason(code: $0) }))
    }

    @Test(
        "reasons of any other shape do no harm",
        arguments: ["null", "7", "{}", "[7]", "[null]", "[[]]", #"[{"Code":7,"Item":7}]"#])
    func hostileReasons(reasons: String) throws {
        let body = #"{"__type":"TransactionCanceledException","CancellationReasons":\#(reasons)}"#
        let error = try error(Rig.answer(status: 400, body: body)) { try $0.transact([.put(ada)]) }
        let count = reasons.first == "[" ? 1 : 0
        #expect(error == .transactionCancelled(Array(repeating: CancellationReason(code: "None"), count: count)))
    }

    @Test("what a denial quotes of the request, a session token with it, is left out")
    func quotedToken() throws {
        let message = #"does not match.\n\nThe Canonical String should have been\n'x-amz-security-token:SECRET'"#
        #expect(
            try error(refusal("InvalidSignatureException", message))
                == .denied(type: "InvalidSignatureException", message: "does not match."))
    }

    @Test("a request that cannot be sent is a broken rule, and is not tried again")
    func invalidRequest() throws {
        let rig = try Rig(script: [.failure(.invalidRequest(detail: "a header"))])
        #expect(throws: DynamoDBError.rejected(type: "InvalidRequest", message: "a header")) {
            try rig.table.get(ada)
        }
    }

    @Test("an answer that is too long makes no sense, and leaves a write uncertain")
    func tooLong() throws {
        let answer = ReplayTransport.Answer.failure(.answerTooLarge(limit: 9))
        let detail = "the answer is longer than 9 bytes"
        #expect(try error(answer) == .unreadableAnswer(detail: detail))
        let unread = DynamoDBError.unreadableAnswer(detail: detail)
        #expect(try error(answer) { try $0.put(ada) } == .outcomeUnknown(detail: "\(unread)"))
    }

    @Test(
        "what passes by itself is worth another try to the caller, and no fault where it is others' turn; all else is ours"
    )
    func problems() {
        let busy: [DynamoDBError] = [.contention(detail: ""), .throttled(type: "")]
        let away: [DynamoDBError] = [.unavailable(detail: ""), .outcomeUnknown(detail: "")]
        let ours: [DynamoDBError] = [
            .conditionFailed(item: nil), .transactionCancelled([]), .tokenReused, .rejected(type: "", message: ""),
            .notFound(message: ""), .inUse(message: ""), .denied(type: "", message: ""),
            .unreadableAnswer(detail: ""), .noCredentials(.notConfigured(advice: "")),
            .unexpectedItem(JSONError(problem: "")),
        ]
        #expect(busy.allSatisfy { $0.problem.kind == .busy(retryAfter: 1) })
        #expect(away.allSatisfy { $0.problem.kind == .unavailable(retryAfter: 1) })
        #expect((busy + away).allSatisfy { $0.problem.code == "service_unavailable" })
        #expect(ours.allSatisfy { $0.problem == .unexpected })
    }

    @Test("no error says what an item holds: logs are no place for names and addresses")
    func descriptions() {
        let reasons = [
            CancellationReason(code: "None"),
            CancellationReason(code: "ConditionalCheckFailed", message: "No.", item: ["email": "ada@example.com"]),
        ]
        #expect(
            "\(DynamoDBError.transactionCancelled(reasons))"
                == "a transaction was cancelled: [None, ConditionalCheckFailed (No.)]")
        #expect("\(DynamoDBError.conditionFailed(item: ["email": "ada@example.com"]))" == "a condition did not hold")
    }
}
