import AWS
import DynamoDB
import Mail
import Storage
import Testbed
import Testing
import Time

@testable import Delivery

@Suite("Carrying out mails of the outbox, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveMailTests {
    private func withDesk(_ test: (Desk) throws -> Void) throws {
        try LiveTable.with { table throws in try test(Desk(table)) }
    }

    @Test("a mail goes out once, its entry leaves the index and later the table, and keeps what the service calls it")
    func sent() throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            let courier = desk.courier()
            #expect(try courier.deliver(entry.item) == .carriedOut)
            #expect(
                try desk.item(entry).state == [
                    "status": "SENT", "attempts": 1, "endedAt": "2026-11-21T16:30:00.000Z",
                    "expiresAt": .number(Desk.start.adding(hours: 168).seconds), "sesMessageId": "ses-1",
                ])
            #expect(try !desk.isPending(entry))
            #expect(desk.sent.map(\.recipients) == [["ada@example.com"]])
            let message = try note(entry)
            #expect(desk.sent.map(\.bytes) == [message.bytes])
            #expect(try courier.deliver(entry.item) == .notOurs)
            #expect(desk.sent.count == 1)
            #expect(desk.counts == ["OutboxDone": 1])
            #expect(!desk.logged.joined().contains("ada@"))
        }
    }

    @Test("while the mail service keeps people waiting, mail is left to the next sweep, and all else goes on")
    func slow() throws {
        try withDesk { desk throws in
            let (slow, waiting, step) = (try desk.add(), try desk.add(), try desk.add(kind: "step", payload: [:]))
            let courier = desk.courier([.mail("note") { note }, .table("step") { { _, _ in .finished() } }])
            desk.mailService = { _ throws(SESError) in
                desk.now = desk.now.adding(seconds: 5)
                throw .outcomeUnknown(detail: "no answer")
            }
            #expect(try courier.deliver(slow.item) == .postponed)
            #expect(try courier.deliver(waiting.item) == .postponed)
            #expect(try desk.item(waiting) == waiting.item)
            #expect(try courier.deliver(step.item) == .carriedOut)
            #expect(desk.sent.count == 1)
            desk.mailService = { _ in "ses-2" }
            desk.now = desk.now.adding(seconds: 30)
            #expect(try courier.deliver(waiting.item) == .carriedOut)
        }
    }

    @Test("what is not in the table is not to be done")
    func gone() throws {
        try withDesk { desk throws in
            let entry = OutboxEntry(id: .make(at: desk.now), kind: "note", payload: [:], createdAt: desk.now)
            #expect(try desk.courier().deliver(entry.item) == .notOurs)
            #expect(try desk.table.all(Scan()) == [])
        }
    }

    @Test("when the service is away, the entry is put off, is not tried before its time, and goes out afterwards")
    func away() throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            let courier = desk.courier()
            desk.mailService = { _ throws(SESError) in throw .unavailable(detail: "refused") }
            let back = desk.now.adding(minutes: 10)
            var outcomes: [Courier.Outcome] = []
            // As the sweep does every minute.
            while desk.now < back.adding(hours: 1) {
                if desk.now >= back { desk.mailService = { _ in "ses-2" } }
                outcomes.append(try courier.deliver(entry.item))
                if outcomes.last == .carriedOut { break }
                let item = try desk.item(entry)
                #expect(item["status"] == "PENDING" && item["leaseUntil"] == nil)
                #expect(item["reason"] == "the mail service is away: refused")
                desk.now = desk.now.adding(minutes: 1)
            }
            #expect(outcomes.last == .carriedOut)
            let tries = outcomes.filter { $0 != .notOurs }.count
            #expect((4...6).contains(tries), "\(outcomes)")
            #expect(try desk.item(entry)["attempts"] == .number(tries))
            #expect(desk.sent.count == tries)
        }
    }

    @Test("an address that is refused ends its own entry, with the reason, and no other")
    func refused() throws {
        try withDesk { desk throws in
            let entries = try ["a@example.com", "no@example.com", "b@example.com"].map {
                try desk.add(payload: ["email": .string($0)])
            }
            desk.mailService = { mail throws(SESError) in
                guard mail.recipients != ["no@example.com"] else {
                    throw .refused(type: "MessageRejected", message: "no@example.com is blocked")
                }
                return ""
            }
            let courier = desk.courier()
            let outcomes = try entries.map { try courier.deliver($0.item) }
            #expect(outcomes == [.carriedOut, .failed, .carriedOut])
            #expect(
                try desk.item(entries[1]).state == [
                    "status": "FAILED", "attempts": 1, "endedAt": "2026-11-21T16:30:00.000Z",
                    "expiresAt": .number(Desk.start.adding(hours: 90 * 24).seconds),
                    "reason": "the mail was refused: MessageRejected: no@example.com is blocked",
                ])
            for entry in entries { #expect(try !desk.isPending(entry)) }
            #expect(try desk.item(entries[0])["sesMessageId"] == nil)
            #expect(desk.counts == ["OutboxDone": 2, "OutboxFailed": 1])
            #expect(!desk.logged.joined().contains("no@"))
        }
    }

    @Test("an entry of which no mail can be made fails, and is not sent")
    func unusable() throws {
        try withDesk { desk throws in
            let entry = try desk.add(payload: ["email": "nobody"])
            #expect(try desk.courier().deliver(entry.item) == .failed)
            #expect(try desk.item(entry)["reason"] == "not an address that mail can go to")
            #expect(desk.sent == [])
        }
    }

    @Test("while the account sends nothing, every try is an error of ours and none counts; mended, the mail goes out")
    func barred() throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            let courier = desk.courier()
            desk.mailService = { _ throws(SESError) in throw .accountBarred(type: "SendingPaused", message: "paused") }
            for _ in 0..<60 {
                #expect(try courier.deliver(entry.item) == .postponed)
                desk.now = desk.now.adding(minutes: 10)
            }
            #expect(try desk.item(entry)["attempts"] == 0)
            #expect(desk.counts == ["OutboxPostponed": 60, "Errors": 60])
            desk.mailService = { _ in "ses-3" }
            #expect(try courier.deliver(entry.item) == .carriedOut)
        }
    }

    @Test(
        "an entry of a kind that nobody knows, or that cannot be read, stays, and is reported each time",
        arguments: [["kind": "hologram"], ["payload": "none"], ["createdAt": "noon"]] as [Item])
    func unknown(change: Item) throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            try desk.table.put(entry.item.merging(change) { $1 })
            for _ in 0..<3 {
                #expect(try desk.courier().deliver(entry.item) == .postponed)
                desk.now = desk.now.adding(minutes: 10)
            }
            let item = try desk.item(entry)
            #expect(item["status"] == "PENDING" && item["attempts"] == 0)
            #expect(try desk.isPending(entry))
            #expect(desk.counts == ["OutboxPostponed": 3, "Errors": 3])
            #expect(desk.sent == [])
        }
    }

    @Test("a failure that lasts ends the entry after the last try, a day or two later")
    func exhausted() throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            let courier = desk.courier()
            desk.mailService = { _ throws(SESError) in throw .unavailable(detail: "refused") }
            var tries = 1
            while try courier.deliver(entry.item) == .postponed, tries < 100 {
                desk.now = try moment(try #require(try desk.item(entry)["GSI1SK"]?.string))
                tries += 1
            }
            #expect(tries == 48)
            #expect((21 * 3_600...48 * 3_600).contains(Desk.start.seconds(until: desk.now)))
            let item = try desk.item(entry)
            #expect(
                item["status"] == "FAILED" && item["reason"] == "the mail service is away: refused")
        }
    }

    @Test("being throttled by the mail service is no try: the mail goes out however long that takes")
    func throttled() throws {
        try withDesk { desk throws in
            let entry = try desk.add()
            let courier = desk.courier()
            desk.mailService = { _ throws(SESError) in throw .throttled(type: "TooManyRequests") }
            for _ in 0..<60 {
                #expect(try courier.deliver(entry.item) == .postponed)
                #expect(try desk.item(entry)["attempts"] == 0)
                desk.now = try moment(try #require(try desk.item(entry)["GSI1SK"]?.string))
            }
            #expect(desk.counts == ["OutboxPostponed": 60])
            desk.mailService = { _ in "ses-2" }
            #expect(try courier.deliver(entry.item) == .carriedOut)
        }
    }
}
