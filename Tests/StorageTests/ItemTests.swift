import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@Suite("Keys and outbox entries")
struct ItemTests {
    private let now = Instant(seconds: 1_795_278_600)

    @Test("a key is a partition and a place in it")
    func key() {
        #expect(Item.key("EVENT#e", "SEATS") == ["PK": "EVENT#e", "SK": "SEATS"])
    }

    @Test("a person's partition bears their id", arguments: ["ada", "auth0|65a", "a b"])
    func partition(id: String) throws {
        #expect(Storage.partition(of: try #require(UserID(id))) == "STUDENT#\(id)")
    }

    @Test("the table has one index, a stream, and only texts in its keys; no index has what an entry or a person says")
    func definition() {
        let shown = [
            "entityType", "eventId", "ownerId", "title", "description", "date", "startTime", "endTime", "timezone",
            "location", "organizer", "status", "sequence", "version", "createdAt", "updatedAt", "kind", "attempts",
            "userId",
        ]
        #expect(
            TableSchema.education
                == TableSchema(
                    .init("PK", "SK"), indexes: [.init("GSI1", .init("GSI1PK", "GSI1SK"), attributes: shown)],
                    hasStream: true))
    }

    @Test("the table of a function is the one that EDUCATION_TABLE names")
    func live() throws {
        let settings = ["AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"]
        let named = settings.merging(["EDUCATION_TABLE": "education"]) { $1 }
        #expect(try Table.live(on: TestHost(named).host).name == "education")
        #expect(throws: SettingsError(name: "EDUCATION_TABLE", problem: "is not set")) {
            try Table.live(on: TestHost(settings).host)
        }
    }

    @Test("a pending entry is found in its shard by the time when it is due, and does not expire")
    func entry() throws {
        let id = try #require(UUIDv7("01a7d8a0-9b40-7000-8000-000000000001"))
        let entry = OutboxEntry(id: id, kind: "meetup_invitation", payload: ["to": "ada"], createdAt: now)
        let shard = try #require(entry.item["GSI1PK"]?.string)
        #expect(
            entry.item == [
                "PK": "OUTBOX#01a7d8a0-9b40-7000-8000-000000000001", "SK": "OUTBOX", "entityType": "OUTBOX",
                "GSI1PK": .string(shard), "GSI1SK": "2026-11-21T16:30:00.000Z", "kind": "meetup_invitation",
                "payload": ["to": "ada"], "status": "PENDING", "attempts": 0,
                "createdAt": "2026-11-21T16:30:00.000Z",
            ])
        #expect(entry.put == .put(entry.item, if: attribute("PK").isMissing))
        #expect((0..<OutboxEntry.shards).map { "OUTBOX#\($0)" }.contains(shard))
    }

    @Test("entries fill the ten shards evenly, even those of one millisecond")
    func shards() {
        var generator = Generator(state: 5)
        var counts: [String: Int] = [:]
        for _ in 0..<20_000 {
            let id = UUIDv7(at: now, using: &generator)
            let entry = OutboxEntry(id: id, kind: "k", payload: [:], createdAt: now)
            counts[entry.item["GSI1PK"]?.string ?? "", default: 0] += 1
        }
        #expect(Set(counts.keys) == Set((0..<10).map { "OUTBOX#\($0)" }))
        // Five standard deviations of an even spread.
        #expect(counts.values.allSatisfy { abs($0 - 2_000) < 215 }, "\(counts)")
    }

    @Test("an entry's shard is the same whenever it is asked for")
    func sameShard() {
        let id = UUIDv7.make(at: now)
        let shards = (0..<5).map { number in
            OutboxEntry(id: id, kind: "\(number)", payload: [:], createdAt: now.adding(hours: number)).item["GSI1PK"]
        }
        #expect(Set(shards).count == 1)
    }

    /// A linear congruential generator: good enough, and the same in every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 32) << 32 | (state &* 2_862_933_555_777_941_757 &+ 3_037_000_493) >> 32
        }
    }
}
