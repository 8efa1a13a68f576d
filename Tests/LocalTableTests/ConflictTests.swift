import Expressions
import Foundation
import JSON
import Synchronization
import TableStore
import Testing

@testable import LocalTable

/// Answers to requests while others are running on the same items, with `--conflicts`.
struct ConflictTests {
    /// Tables with operations that conflict, and a gate that holds writes back.
    private final class Stage: Sendable {
        let rig: Rig
        let operations: Operations
        private let answers = Mutex<[JSONValue]>([])

        init(hasConflicts: Bool = true) throws {
            rig = try Rig.withTables()
            operations = Operations(store: rig.store, hasConflicts: hasConflicts, clock: { Rig.start })
        }

        func answer(_ operation: String, _ input: String) throws -> JSONValue {
            try rig.answer(operation, input, by: operations)
        }

        /// Runs the closure while the request is using that many items and is held back; returns the request's answer.
        func during(_ operation: String, _ input: String, items: Int, _ body: () throws -> Void) throws -> JSONValue {
            let (isHeld, mayGo) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let threads = DispatchGroup()
            DispatchQueue.global().async(group: threads) { [rig] in
                try? rig.store.write(at: Rig.start) { _ in
                    isHeld.signal()
                    mayGo.wait()
                }
            }
            isHeld.wait()
            DispatchQueue.global().async(group: threads) { [self] in
                let answer = (try? answer(operation, input)) ?? .null
                answers.withLock { $0.append(answer) }
            }
            let deadline = Date(timeIntervalSinceNow: 10)
            while operations.ongoing?.count != items, Date() < deadline { usleep(1_000) }
            #expect(operations.ongoing?.count == items)
            let outcome = Result { try body() }
            mayGo.signal()
            threads.wait()
            try outcome.get()
            #expect(operations.ongoing?.count == 0)
            return answers.withLock { $0.popLast() ?? .null }
        }
    }

    private static func put(_ key: String, _ table: String = "plain") -> String {
        #"{"Put":{"TableName":"\#(table)","Item":{"pk":{"S":"\#(key)"}}}}"#
    }

    private static func check(_ key: String) -> String {
        #"{"ConditionCheck":{"TableName":"plain","Key":{"pk":{"S":"\#(key)"}},"#
            + #""ConditionExpression":"attribute_not_exists(nothing)"}}"#
    }

    private static func transaction(_ actions: String..., token: String? = nil) -> String {
        let token = token.map { #","ClientRequestToken":"\#($0)""# } ?? ""
        return #"{"TransactItems":[\#(actions.joined(separator: ","))]\#(token)}"#
    }

    private static func item(_ key: String) -> String { #"{"TableName":"plain","Item":{"pk":{"S":"\#(key)"}}}"# }

    private static func key(_ key: String) -> String { #"{"TableName":"plain","Key":{"pk":{"S":"\#(key)"}}}"# }

    private static func reads(_ keys: String...) -> String {
        #"{"TransactItems":[\#(keys.map { #"{"Get":\#(key($0))}"# }.joined(separator: ","))]}"#
    }

    private static func cancelled(_ areTaken: Bool...) -> JSONValue {
        let codes = areTaken.map { $0 ? "TransactionConflict" : "None" }
        return .object([
            "error": .string(
                "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific "
                    + "reasons [\(codes.joined(separator: ", "))]"),
            "CancellationReasons": .array(
                codes.map { code -> JSONValue in
                    code == "None"
                        ? ["Code": "None"]
                        : ["Code": .string(code), "Message": "Transaction is ongoing for the item"]
                }),
        ])
    }

    private static let rejected = refusal("TransactionConflictException: Transaction is ongoing for the item")

    /// The answers while a transaction that puts `a` and checks `b` is running.
    static let refused: [Exchange] = [
        Exchange("TransactWriteItems", transaction(put("x"), put("a")), cancelled(false, true)),
        Exchange("TransactWriteItems", transaction(put("a"), put("b"), put("x")), cancelled(true, true, false)),
        Exchange("TransactWriteItems", transaction(check("a")), cancelled(true)),
        Exchange("TransactWriteItems", transaction(check("x"), check("b")), cancelled(false, true)),
        Exchange("TransactGetItems", reads("x", "b", "a"), cancelled(false, true, true)),
        Exchange("PutItem", item("a"), rejected), Exchange("DeleteItem", key("a"), rejected),
        Exchange("UpdateItem", key("b"), rejected),
    ]

    @Test("A transaction cancels others on its items, and rejects single writes", arguments: refused)
    func transactions(_ exchange: Exchange) throws {
        let stage = try Stage()
        let first = try stage.during("TransactWriteItems", Self.transaction(Self.put("a"), Self.check("b")), items: 2) {
            () throws in
            #expect(try stage.answer(exchange.operation, exchange.input) == exchange.answer)
        }
        #expect(first == json("{}"))
        #expect(try stage.answer("Scan", #"{"TableName":"plain"}"#)["Items"] == json(#"[{"pk":{"S":"a"}}]"#))
        // A refused request doesn't block the next one.
        let again = try stage.answer(exchange.operation, exchange.input)
        #expect(again["error"] == nil, "\(again)")
    }

    @Test("Without the option nothing conflicts", arguments: refused)
    func withoutOption(_ exchange: Exchange) throws {
        let stage = try Stage(hasConflicts: false)
        #expect(stage.operations.ongoing == nil)
        #expect(try stage.answer(exchange.operation, exchange.input)["error"] == nil)
    }

    @Test("Reads of one item, and items of the same key in another table, conflict with nothing")
    func elsewhere() throws {
        let stage = try Stage()
        let here = Target(table: "plain", key: try Self.itemKey("a"))
        let there = Target(table: "rich", key: here.key)
        #expect(stage.operations.ongoing?.beginTransaction(on: [here]) == [])
        #expect(stage.operations.ongoing?.beginTransaction(on: [there]) == [])
        for operation in ["GetItem", "Query"] {
            let input =
                operation == "GetItem"
                ? Self.key("a")
                : #"{"TableName":"plain","KeyConditionExpression":"pk = :p","#
                    + #""ExpressionAttributeValues":{":p":{"S":"a"}}}"#
            #expect(try stage.answer(operation, input)["error"] == nil)
        }
    }

    @Test("A single write cancels a transaction that reads its item, and no transaction that writes there")
    func besideSingle() throws {
        let stage = try Stage()
        let answer = try stage.during("PutItem", Self.item("a"), items: 1) { () throws in
            #expect(try stage.answer("TransactGetItems", Self.reads("a", "x")) == Self.cancelled(true, false))
            let target = Target(table: "plain", key: try Self.itemKey("a"))
            #expect(stage.operations.ongoing?.beginSingle(on: target) == true)
            stage.operations.ongoing?.endSingle(on: target)
            #expect(stage.operations.ongoing?.beginTransaction(on: [target]) == [])
            stage.operations.ongoing?.endTransaction(on: [target])
        }
        #expect(answer == json("{}"))
    }

    private static func itemKey(_ text: String) throws -> ItemKey {
        let definition = try #require(try Rig.withTables().store.table(named: "plain")).definition
        return try KeyForm(definition.key, of: definition).key(exactly: ["pk": .string(.init(text))])
    }

    @Test("A batch leaves out what a transaction has, and gives it back as it came")
    func batch() throws {
        let stage = try Stage()
        let taken =
            #"{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}},{"PutRequest":{"Item":{"pk":{"S":"b"},"n":{"N":"1"}}}}"#
        let first = try stage.during("TransactWriteItems", Self.transaction(Self.put("a"), Self.put("b")), items: 2) {
            () throws in
            // It has nothing left to write, so it isn't held back.
            let input = #"{"RequestItems":{"plain":[\#(taken)]}}"#
            let answer = try stage.answer("BatchWriteItem", input)
            #expect(answer == json(#"{"UnprocessedItems":{"plain":[\#(taken)]}}"#))
        }
        #expect(first == json("{}"))
    }

    @Test("A request is not repeated while it is under way, and is recognised when it is done, whoever has its items")
    func tokens() throws {
        let stage = try Stage()
        let input = Self.transaction(Self.put("a"), token: "t")
        let first = try stage.during("TransactWriteItems", input, items: 1) { () throws in
            #expect(
                try stage.answer("TransactWriteItems", input)
                    == refusal(
                        "TransactionInProgressException: The transaction with the given request token is already in "
                            + "progress."))
        }
        #expect(first == json("{}"))
        let target = Target(table: "plain", key: try Self.itemKey("a"))
        #expect(stage.operations.ongoing?.beginTransaction(on: [target]) == [])
        #expect(try stage.answer("TransactWriteItems", input) == json("{}"))
        let other = Self.transaction(Self.put("a"), token: "u")
        #expect(try stage.answer("TransactWriteItems", other) == Self.cancelled(true))
    }

    @Test(
        "What is wrong with a request is said also while its items are taken",
        arguments: [
            Exchange(
                "TransactWriteItems", transaction(put("a"), put("a")),
                invalid("Transaction request cannot include multiple operations on one item")),
            Exchange(
                "PutItem", #"{"TableName":"none","Item":{"pk":{"S":"a"}}}"#,
                refusal("ResourceNotFoundException: Requested resource not found")),
        ])
    func mistakes(_ exchange: Exchange) throws {
        let stage = try Stage()
        let target = Target(table: "plain", key: try Self.itemKey("a"))
        #expect(stage.operations.ongoing?.beginTransaction(on: [target]) == [])
        #expect(try stage.answer(exchange.operation, exchange.input) == exchange.answer)
    }
}
