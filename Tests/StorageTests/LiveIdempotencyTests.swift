import DynamoDB
import Foundation
import Platform
import Storage
import Testbed
import Testing
import Time

@Suite("A live table: idempotency", .enabled(if: LiveTable.isAvailable))
struct LiveIdempotencyTests {
    private let counter = Item.key("COUNTER", "COUNTER")
    private var count: TransactionAction { .update(key: counter, [.increment("n", by: 1)]) }

    private func counted(in table: Table) throws -> Int {
        try table.get(counter)?["n"]?.int ?? 0
    }

    @Test("the first answer is given again, and nothing happens twice")
    func replay() throws {
        try LiveTable.with { table throws in
            let first = Receipt(id: "first", at: Caller.now)
            let second = Receipt(id: "second", at: Caller.now.adding(hours: 1))
            #expect(try table.transact([count], claim: try Caller().claim(), answer: first) == .done(first))
            #expect(try table.transact([count], claim: try Caller().claim(), answer: second) == .repeated(first))
            let later = try Caller().claim(at: Caller.now.adding(hours: 24))
            #expect(try table.transact([count], claim: later, answer: second) == .repeated(first))
            #expect(try counted(in: table) == 1)
        }
    }

    @Test("a changed request, another key and another person are told apart")
    func others() throws {
        try LiveTable.with { table throws in
            let receipt = Receipt(id: "r", at: Caller.now)
            #expect(try table.transact([count], claim: try Caller().claim(), answer: receipt) == .done(receipt))
            #expect(throws: IdempotencyError.keyReused) {
                try table.transact([count], claim: try Caller().claim(body: #"{"a":1}"#), answer: receipt)
            }
            #expect(try table.transact([count], claim: try Caller().claim("k-2"), answer: receipt) == .done(receipt))
            #expect(try table.transact([count], claim: try Caller("bo").claim(), answer: receipt) == .done(receipt))
            #expect(try counted(in: table) == 3)
        }
    }

    @Test("a key whose day is over is free again, though its item is still there")
    func expiry() throws {
        try LiveTable.with { table throws in
            let (first, second) = (Receipt(id: "1", at: Caller.now), Receipt(id: "2", at: Caller.now))
            #expect(try table.transact([count], claim: try Caller().claim(), answer: first) == .done(first))
            let tomorrow = Caller.now.adding(hours: 24).adding(seconds: 1)
            let claim = try Caller().claim(body: "other", at: tomorrow)
            #expect(try table.transact([count], claim: claim, answer: second) == .done(second))
            #expect(try table.transact([count], claim: claim, answer: first) == .repeated(second))
            #expect(try counted(in: table) == 2)
        }
    }

    @Test("a transaction that fails for another reason leaves the key free")
    func otherReason() throws {
        try LiveTable.with { table throws in
            let receipt = Receipt(id: "r", at: Caller.now)
            let impossible = TransactionAction.check(key: counter, attribute("PK").exists)
            let error = #expect(throws: DynamoDBError.self) {
                try table.transact([impossible], claim: try Caller().claim(), answer: receipt)
            }
            guard case .transactionCancelled(let reasons) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reasons.map(\.code) == ["ConditionalCheckFailed", "None"])
            #expect(try table.transact([count], claim: try Caller().claim(), answer: receipt) == .done(receipt))
        }
    }

    @Test("a replay whose effect stands in its own way is told as the replay")
    func bothReasons() throws {
        try LiveTable.with { table throws in
            let receipt = Receipt(id: "r", at: Caller.now)
            let put = TransactionAction.put(.key("A", "A"), if: attribute("PK").isMissing)
            #expect(try table.transact([put], claim: try Caller().claim(), answer: receipt) == .done(receipt))
            let other = Receipt(id: "other", at: Caller.now)
            #expect(try table.transact([put], claim: try Caller().claim(), answer: other) == .repeated(receipt))
        }
    }

    @Test("of eight callers with one key at once, one has the effect and all have its answer")
    func concurrency() throws {
        try LiveTable.with { table throws in
            let results = Results()
            let group = DispatchGroup()
            let name = table.name
            for number in 0..<8 {
                group.enter()
                Thread.detachNewThread {
                    defer { group.leave() }
                    results.add(
                        Result {
                            let mine = Table(name: name, client: try LiveTable.client())
                            let count = TransactionAction.update(
                                key: .key("COUNTER", "COUNTER"), [.increment("n", by: 1)])
                            return try mine.transact(
                                [count], claim: try Caller().claim(), answer: Receipt(id: "\(number)", at: Caller.now))
                        })
                }
            }
            group.wait()
            let settlements = try results.all.map { try $0.get() }
            #expect(settlements.count == 8)
            #expect(settlements.filter { if case .done = $0 { true } else { false } }.count == 1)
            #expect(Set(settlements.map(\.answer.id)).count == 1)
            #expect(try counted(in: table) == 1)
        }
    }

    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var results: [Result<Settlement<Receipt>, any Error>] = []

        func add(_ result: Result<Settlement<Receipt>, any Error>) {
            lock.withLock { results.append(result) }
        }

        var all: [Result<Settlement<Receipt>, any Error>] { lock.withLock { results } }
    }
}
