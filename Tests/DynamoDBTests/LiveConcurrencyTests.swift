import DynamoDB
import Foundation
import HTTP
import Testbed
import Testing

@Suite("A live table: many at once", .enabled(if: LiveTable.isAvailable))
struct LiveConcurrencyTests {
    /// The results of a test's threads, protected by a lock.
    private final class Tally: @unchecked Sendable {
        private let lock = NSLock()
        private var counts: [String: Int] = [:]

        func add(_ name: String) {
            lock.withLock { counts[name, default: 0] += 1 }
        }

        subscript(name: String) -> Int { lock.withLock { counts[name] ?? 0 } }
    }

    /// Runs the work on eight threads, each with its own client, and waits for all of them.
    private func onEightThreads(_ name: String, _ work: @escaping @Sendable (Table, Int) -> Void) {
        let group = DispatchGroup()
        for number in 0..<8 {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                guard let client = try? LiveTable.client() else { return }
                work(Table(name: name, client: client), number)
            }
        }
        group.wait()
    }

    @Test("what eight threads count up under a condition is what they were told they had")
    func increments() throws {
        try LiveTable.with { table in
            try table.put(ada.merging(["n": 0, "limit": 50]) { $1 })
            let tally = Tally()
            onEightThreads(table.name) { table, _ in
                for _ in 0..<12 {
                    do {
                        try table.update(ada, [.increment("n", by: 1)], if: attribute("n") < attribute("limit"))
                        tally.add("counted")
                    } catch DynamoDBError.conditionFailed {
                        tally.add("full")
                    } catch {
                        tally.add("\(error)")
                    }
                }
            }
            #expect(tally["counted"] == 50)
            #expect(tally["full"] == 96 - 50)
            #expect(try table.get(ada)?["n"] == 50)
        }
    }

    @Test("what eight threads change under a version is never lost")
    func versions() throws {
        try LiveTable.with { table in
            try table.put(ada.merging(["version": 0]) { $1 })
            let tally = Tally()
            onEightThreads(table.name) { table, number in
                for _ in 0..<8 {
                    guard let version = try? table.get(ada)?["version"]?.int else { return tally.add("broken") }
                    let next = ada.merging(["version": .number(version + 1), "by": .number(number)]) { $1 }
                    do {
                        try table.transact([.put(next, if: attribute("version") == .number(version))])
                        tally.add("won")
                    } catch DynamoDBError.transactionCancelled {
                        tally.add("lost")
                    } catch {
                        tally.add("\(error)")
                    }
                }
            }
            #expect(tally["won"] + tally["lost"] == 64)
            #expect(tally["won"] >= 8)
            #expect(try table.get(ada)?["version"] == .number(tally["won"]))
        }
    }
}
