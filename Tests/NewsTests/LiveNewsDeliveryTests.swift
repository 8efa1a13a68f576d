import DynamoDB
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import News

@Suite("Delivering news, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveNewsDeliveryTests {
    private final class Withheld {
        var count = 0
    }

    private let withheld = Withheld()

    private func moment(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

    private func news(
        at time: String = "2026-12-05T10:00:00Z", email: String? = "ada@example.com", isFarewell: Bool = false
    ) throws -> News {
        let ada = try #require(UserID("ada"))
        return News(
            "n", for: ada, Contact(name: "Ada", email: email, language: .english), facts: [:], isFarewell: isFarewell,
            at: try moment(time))
    }

    /// Returns the next step of the news.
    private func step(_ news: News, in table: Table, at now: String) throws -> TableStep {
        try NewsDelivery(table: table) { withheld.count += 1 }.nextStep(of: news.entry, at: moment(now))
    }

    /// Takes the step; returns false if another request came first.
    private func take(_ step: TableStep, in table: Table) throws -> Bool {
        try table.transactUnlessOvertaken(step.actions)
    }

    private func deliver(_ news: News, in table: Table, at now: String = "2026-12-05T10:00:01Z") throws {
        #expect(try take(step(news, in: table, at: now), in: table))
    }

    private func mails(_ table: Table) throws -> [OutboxEntry] {
        try table.all(Scan()).compactMap(OutboxEntry.init).filter { $0.kind == NewsMail.kind }
    }

    private func count(_ table: Table, on day: String) throws -> Item? {
        try table.get(.key("STUDENT#ada", "MAILS#\(day)"))
    }

    /// Sets the number of mails that the user was sent on the day.
    private func set(_ count: Int, on day: String = "2026-12-05", in table: Table) throws {
        try table.put(Item.key("STUDENT#ada", "MAILS#\(day)").merging(["count": .number(count)]) { $1 })
    }

    @Test("news become one mail with the same content, which is counted")
    func mail() throws {
        try LiveTable.with { table in
            let news = try news()
            try deliver(news, in: table)
            let mail = try #require(try mails(table).first)
            #expect(try News(mail) == news)
            #expect(mail.createdAt == (try moment("2026-12-05T10:00:01Z")))
            #expect(
                try count(table, on: "2026-12-05") == [
                    "PK": "STUDENT#ada", "SK": "MAILS#2026-12-05", "entityType": "MAILS", "count": 1,
                    "expiresAt": .number(try moment("2026-12-08T10:00:01Z").seconds),
                ])
        }
    }

    @Test("a user without an address that somebody vouches for gets none")
    func noAddress() throws {
        try LiveTable.with { table in
            for isFarewell in [true, false] { try deliver(news(email: nil, isFarewell: isFarewell), in: table) }
            #expect(try table.all(Scan()).isEmpty)
        }
    }

    @Test("the 101st mail of a day is withheld and counted as such; on the next day, in UTC, there are mails again")
    func most() throws {
        try LiveTable.with { table in
            for _ in 0..<100 { try deliver(news(), in: table, at: "2026-12-05T23:59:59.999Z") }
            #expect(withheld.count == 0)
            for _ in 0..<2 { try deliver(news(), in: table, at: "2026-12-05T23:59:59.999Z") }
            #expect(withheld.count == 2)
            #expect(try mails(table).count == 100)
            #expect(try count(table, on: "2026-12-05")?["count"] == 100)
            try deliver(news(), in: table, at: "2026-12-06T00:00:00Z")
            #expect(try mails(table).count == 101)
            #expect(try count(table, on: "2026-12-06")?["count"] == 1)
            #expect(withheld.count == 2)
        }
    }

    @Test("of two couriers who both see 99 one sends, and the other sees that it is one too many")
    func race() throws {
        try LiveTable.with { table in
            try set(99, in: table)
            let (one, other) = (try news(), try news())
            let now = "2026-12-05T10:00:01Z"
            let steps = [try step(one, in: table, at: now), try step(other, in: table, at: now)]
            #expect(try steps.map { try take($0, in: table) } == [true, false])
            try deliver(other, in: table)
            #expect(withheld.count == 1)
            #expect(try mails(table).map { try News($0) } == [one])
            #expect(try count(table, on: "2026-12-05")?["count"] == 100)
        }
    }

    @Test(
        "what happened before everything was erased is told no more, what happened after is",
        arguments: [
            ("2026-12-05T09:59:59.999Z", true), ("2026-12-05T10:00:00.000Z", false),
            ("2026-12-05T10:00:00.001Z", false),
        ])
    func erased(requestedAt: String, isTold: Bool) throws {
        try LiveTable.with { table in
            try table.put(
                Item.key("STUDENT#ada", "ERASURE").merging(["requestedAt": .string(requestedAt)]) { $1 })
            try deliver(news(), in: table)
            #expect(try mails(table).count == (isTold ? 1 : 0))
            #expect(withheld.count == 0)
        }
    }

    @Test("a user who is erased between reading and writing is told nothing")
    func erasedMeanwhile() throws {
        try LiveTable.with { table in
            let news = try news()
            let step = try step(news, in: table, at: "2026-12-05T10:00:01Z")
            try table.put(
                Item.key("STUDENT#ada", "ERASURE").merging(["requestedAt": "2026-12-05T10:00:00.500Z"]) { $1 })
            #expect(try !take(step, in: table))
            try deliver(news, in: table)
            #expect(try mails(table).isEmpty)
            #expect(try count(table, on: "2026-12-05") == nil)
        }
    }

    @Test("farewells go out after an erasure and beyond any count, and leave none")
    func farewell() throws {
        try LiveTable.with { table in
            try set(100, in: table)
            try table.put(
                Item.key("STUDENT#ada", "ERASURE").merging(["requestedAt": "2026-12-05T10:00:00.000Z"]) { $1 })
            try deliver(news(isFarewell: true), in: table)
            #expect(try mails(table).map { try News($0).isFarewell } == [true])
            #expect(try count(table, on: "2026-12-05")?["count"] == 100)
        }
    }
}
