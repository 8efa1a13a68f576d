import AWS
import DynamoDB
import Foundation
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Delivery

@Suite("Leases of outbox entries, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveLeaseTests {
    @Test(
        "while one has an entry nobody else takes it; when it dies, its lease ends and the next one carries it out",
        arguments: [
            // Not before the time of the dead courier's next try, and not while its lease is running.
            (nextTry: 45, busy: [0, 29, 30, 39], free: 45), (nextTry: 30, busy: [0, 25, 29], free: 30),
        ])
    func death(nextTry: Int, busy: [Int], free: Int) throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entry = try desk.add()
            let claim = try desk.outbox.claim(
                entry.key, until: desk.now.adding(seconds: 30), nextTry: desk.now.adding(seconds: nextTry), at: desk.now
            )
            #expect(claim?.attempts == 1 && claim?.entry == entry)
            let courier = desk.courier()
            for seconds in busy {
                desk.now = Desk.start.adding(seconds: seconds)
                #expect(try courier.deliver(entry.item) == .notOurs)
            }
            desk.now = Desk.start.adding(seconds: free)
            #expect(try courier.deliver(entry.item) == .carriedOut)
            #expect(try desk.item(entry)["attempts"] == 2)
        }
    }

    @Test("whoever comes back after its lease changes nothing any more")
    func late() throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entry = try desk.add()
            let late = try #require(
                try desk.outbox.claim(entry.key, until: desk.now.adding(seconds: 30), nextTry: desk.now, at: desk.now))
            desk.now = desk.now.adding(seconds: 31)
            let other = try #require(
                try desk.outbox.claim(entry.key, until: desk.now.adding(seconds: 30), nextTry: desk.now, at: desk.now))
            let before = try desk.item(entry)
            #expect(try !desk.outbox.markSent(late, messageID: "late", at: desk.now))
            #expect(try !desk.outbox.markFailed(late, reason: "late", at: desk.now))
            #expect(try !desk.outbox.postpone(late, until: desk.now, attempts: 0, reason: "late"))
            #expect(try !desk.outbox.giveBack(late, at: desk.now))
            #expect(try !desk.outbox.take(.finished([.put(.key("A", "A"))]), of: late, at: desk.now))
            #expect(try desk.item(entry) == before)
            #expect(try table.get(.key("A", "A")) == nil)
            #expect(try desk.outbox.markSent(other, messageID: "in time", at: desk.now))
        }
    }

    @Test("an entry that kills whoever carries it out is given up after its last try, and keeps no others waiting")
    func poison() throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entry = try desk.add()
            var deaths = 0
            while deaths < 100 {
                let item = try desk.item(entry)
                guard item["status"] == "PENDING" else { break }
                let due = try moment(try #require(item["GSI1SK"]?.string))
                // A courier that dies has written down no more than its claim.
                let claim = try desk.outbox.claim(
                    entry.key, until: due.adding(seconds: 30), nextTry: due.adding(minutes: 60), at: due)
                desk.now = due
                guard let claim else {
                    Issue.record("the entry could not be claimed at \(due)")
                    break
                }
                deaths += 1
                if claim.attempts == 48 { break }
            }
            #expect(deaths == 48)
            desk.now = desk.now.adding(minutes: 61)
            #expect(try desk.courier().deliver(entry.item) == .failed)
            #expect(try desk.item(entry)["reason"] == "none of 48 tries came to its end")
            #expect(desk.sent == [])
        }
    }

    @Test("a lease ends with the time that its process has, and without time nothing more is begun")
    func deadline() throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entry = try desk.add()
            #expect(desk.courier(seconds: 8).hasTime)
            #expect(!desk.courier(seconds: 7).hasTime)
            #expect(desk.courier().hasTime)
            var lease: AttributeValue?
            desk.mailService = { _ in
                lease = try? desk.item(entry)["leaseUntil"]
                return ""
            }
            try desk.courier(seconds: 20).deliver(entry.item)
            #expect(lease == "2026-11-21T16:30:20.000Z")
        }
    }

    @Test("a mail for which the claim has left no time goes back, and the next one sends it at once")
    func noTimeLeft() throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entry = try desk.add()
            desk.host.deadline = desk.now.adding(seconds: 20)
            // The courier reads the clock for the lease, and again after the claim.
            var seconds = [0, 18][...]
            let courier = Courier(
                [.mail("note") { note }], outbox: desk.outbox, post: { _ in "too late" }, host: desk.host,
                clock: { Desk.start.adding(seconds: seconds.popFirst() ?? 18) })
            #expect(try courier.deliver(entry.item) == .postponed)
            #expect(try desk.item(entry).state == ["status": "PENDING", "attempts": 1])
            #expect(try desk.isPending(entry))
            #expect(try desk.courier().deliver(entry.item) == .carriedOut)
            #expect(desk.sent.count == 1)
        }
    }

    @Test("of eight who want to carry out the same entries at once, one sends each")
    func race() throws {
        try LiveTable.with { table throws in
            let desk = Desk(table)
            let entries = try (0..<10).map { _ in try desk.add() }
            let (sent, name) = (Tally(), table.name)
            let threads = DispatchGroup()
            for _ in 0..<8 {
                threads.enter()
                Thread.detachNewThread {
                    defer { threads.leave() }
                    sent.add(Self.sendAll(entries, in: name))
                }
            }
            threads.wait()
            #expect(sent.total == 10)
            for entry in entries { #expect(try desk.item(entry)["status"] == "SENT") }
        }
    }

    /// Returns how many of the entries were sent; a client, and so a desk, belongs to a single thread.
    private static func sendAll(_ entries: [OutboxEntry], in name: String) -> Int {
        do {
            let desk = Desk(Table(name: name, client: try LiveTable.client()))
            let courier = desk.courier()
            for entry in entries { try courier.deliver(entry.item) }
            return desk.sent.count
        } catch {
            Issue.record("\(error)")
            return 0
        }
    }
}

/// A sum to which threads add.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var sum = 0

    func add(_ count: Int) { lock.withLock { sum += count } }

    var total: Int { lock.withLock { sum } }
}
