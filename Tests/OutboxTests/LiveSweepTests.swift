import AWS
import DynamoDB
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Delivery
@testable import Outbox

@Suite("The sweep of the outbox", .enabled(if: LiveTable.isAvailable))
struct LiveSweepTests {
    private func withDesk(_ test: (Desk) throws -> Void) throws {
        try LiveTable.with { table throws in try test(Desk(table)) }
    }

    @Test("what is due for a minute is carried out, what is newer is the stream's, and the longest wait is told")
    func overdue() throws {
        try withDesk { desk throws in
            let old = try desk.add("a@example.com", "b@example.com")
            desk.now = desk.now.adding(seconds: 30)
            let new = try desk.add("c@example.com")
            try desk.waitUntilIndexShows(3)
            desk.now = Desk.start.adding(seconds: 75)
            try desk.sweep.run(at: desk.now)
            #expect(Set(desk.sent) == ["a@example.com", "b@example.com"])
            #expect(try desk.statuses(old + new) == ["SENT", "SENT", "PENDING"])
            #expect(desk.counts == ["OutboxDone": 2, "OutboxOverdueSeconds": 75])
            desk.host.counters.reset()
            try desk.waitUntilIndexShows(1)
            desk.now = desk.now.adding(seconds: 15)
            try desk.sweep.run(at: desk.now)
            #expect(try desk.statuses(new) == ["SENT"])
            try desk.waitUntilIndexShows(0)
            desk.host.counters.reset()
            try desk.sweep.run(at: desk.now)
            #expect(desk.counts == ["OutboxOverdueSeconds": 0])
        }
    }

    @Test(
        "an entry that fails is as old as it is, however often it was tried and however far off the next try is",
        arguments: [SESError.unavailable(detail: "away"), .denied(type: "AccessDenied", message: "")])
    func failsForLong(cause: SESError) throws {
        try withDesk { desk throws in
            let entries = try desk.add("a@example.com")
            try desk.waitUntilIndexShows(1)
            desk.takes = { _ throws(SESError) in throw cause }
            for minute in 1...200 {
                desk.now = Desk.start.adding(minutes: minute)
                desk.host.counters.reset()
                try desk.sweep.run(at: desk.now)
                #expect(desk.counts["OutboxOverdueSeconds"] == minute * 60)
            }
            #expect(try desk.statuses(entries) == ["PENDING"])
            desk.takes = { _ in }
            desk.now = desk.now.adding(minutes: 61)
            try desk.sweep.run(at: desk.now)
            #expect(desk.sent == ["a@example.com"])
        }
    }

    @Test("what the stream has yet is not overdue, and an entry without a time of its own is as old as it is due")
    func youngEntries() throws {
        let entries = { (begin: String) in
            #"{"Items":[{"PK":{"S":"OUTBOX#x"},"SK":{"S":"OUTBOX"},"# + begin
                + #""GSI1SK":{"S":"2026-11-21T16:40:00.000Z"}}]}"#
        }
        for (begin, seconds) in [
            (#""createdAt":{"S":"2026-11-21T16:29:01.000Z"},"#, 0),
            (#""createdAt":{"S":"2026-11-21T16:29:00.000Z"},"#, 60), ("", 0),
        ] {
            let empty = Array(repeating: (200, #"{"Items":[]}"#), count: OutboxEntry.shards - 1)
            let transport = ReplayTransport(answering: [(200, entries(begin))] + empty)
            let desk = Desk(try .scripted(transport, on: TestHost().host))
            try desk.sweep.run(at: desk.now)
            #expect(desk.counts == ["OutboxOverdueSeconds": seconds])
            #expect(transport.isFinished)
        }
    }

    @Test("the index shows of an entry when it is due and how often it was tried, and not what it holds")
    func index() throws {
        try withDesk { desk throws in
            let entry = try #require(try desk.add("a@example.com").first?.item)
            try desk.waitUntilIndexShows(1)
            let query = Query(KeyCondition("GSI1PK", equals: try #require(entry["GSI1PK"])), index: "GSI1")
            #expect(try desk.table.all(query) == [entry.filter { $0.key != "payload" }])
        }
    }

    @Test("all pages of all shards are gone through, whichever shard is first")
    func pages() throws {
        try withDesk { desk throws in
            let entries = try desk.add((0..<320).map { "person-\($0)@example.com" })
            try desk.waitUntilIndexShows(320)
            desk.now = desk.now.adding(minutes: 7)
            try desk.sweep.run(at: desk.now)
            #expect(desk.sent.count == 320)
            #expect(Set(desk.sent).count == 320)
            #expect(try Set(desk.statuses(entries)) == ["SENT"])
        }
    }

    @Test("the sweep ends with its time, and the next one begins with another shard")
    func time() throws {
        try withDesk { desk throws in
            let addresses = (0..<200).map { "person-\($0)@example.com" }
            let shards = try zip(addresses, desk.add(addresses)).map { ($0, $1.item["GSI1PK"]?.string) }
            try desk.waitUntilIndexShows(200)
            let begin = desk.now.adding(minutes: 2)
            for minute in 0..<10 {
                desk.now = begin.adding(minutes: minute)
                desk.host.deadline = desk.now.adding(seconds: 10)
                desk.takes = { _ in desk.now = desk.now.adding(seconds: 3) }
                try desk.sweep.run(at: desk.now)
                #expect(desk.sent.count == minute + 1)
            }
            let served = Set(shards.filter { desk.sent.contains($0.0) }.compactMap(\.1))
            #expect(served.count == OutboxEntry.shards)
        }
    }

    @Test("an outage of ten minutes delays the mails, and loses none")
    func outage() throws {
        try withDesk { desk throws in
            let entries = try desk.add((0..<12).map { "person-\($0)@example.com" })
            let refused = try desk.add("refused@example.com")
            try desk.waitUntilIndexShows(13)
            let back = desk.now.adding(minutes: 10)
            var minutes = 0
            while try Set(desk.statuses(entries)) != ["SENT"], minutes < 60 {
                let isBack = desk.now >= back
                desk.takes = { address throws(SESError) in
                    if !isBack { throw .unavailable(detail: "away") }
                    if address == "refused@example.com" { throw .refused(type: "MessageRejected", message: "") }
                }
                try desk.sweep.run(at: desk.now)
                desk.now = desk.now.adding(minutes: 1)
                minutes += 1
            }
            #expect((10...30).contains(minutes), "\(minutes)")
            #expect(desk.sent.count == 12)
            for _ in 0..<30 where try desk.statuses(refused) == ["PENDING"] {
                try desk.sweep.run(at: desk.now)
                desk.now = desk.now.adding(minutes: 1)
            }
            #expect(try desk.statuses(refused) == ["FAILED"])
        }
    }

    @Test("one shard that is read too often does not keep the others from being swept, and fails the sweep in the end")
    func throttled() throws {
        let busy = (400, #"{"__type":"x#ThrottlingException"}"#)
        let transport = ReplayTransport(
            answering: [busy, busy] + Array(repeating: (200, #"{"Items":[]}"#), count: OutboxEntry.shards - 1))
        let desk = Desk(try .scripted(transport, on: TestHost().host))
        #expect(throws: DynamoDBError.throttled(type: "ThrottlingException")) { try desk.sweep.run(at: desk.now) }
        #expect(transport.isFinished)
    }

    @Test("a table that is away fails the sweep")
    func tableAway() throws {
        let away = ReplayTransport((400, #"{"__type":"x#AccessDeniedException"}"#))
        let desk = Desk(try .scripted(away, on: TestHost().host))
        #expect(throws: DynamoDBError.self) { try desk.sweep.run(at: desk.now) }
    }

    @Test(
        "the functions need the table; a setting that only mail needs keeps mail waiting, and nothing else",
        arguments: ["MAIL_FROM", "WEB_BASE_URL"])
    func settings(missing: String) throws {
        var settings = [
            "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
            "EDUCATION_TABLE": "education", "MAIL_FROM": "post@convene.example",
            "WEB_BASE_URL": "https://convene.example",
        ]
        settings[missing] = nil
        let host = TestHost(settings).host
        _ = try OutboxSweep.live(on: host)
        _ = try OutboxDispatch.live(on: host)
        for kind in EffectKind.all(on: host, table: try .live(on: host)) {
            if kind.name == "mail" {
                #expect(throws: SettingsError(name: missing, problem: "is not set")) { try kind.make() }
            } else {
                _ = try kind.make()
            }
        }
        settings["EDUCATION_TABLE"] = nil
        let error = SettingsError(name: "EDUCATION_TABLE", problem: "is not set")
        #expect(throws: error) { try OutboxDispatch.live(on: TestHost(settings).host) }
        #expect(throws: error) { try OutboxSweep.live(on: TestHost(settings).host) }
    }
}
