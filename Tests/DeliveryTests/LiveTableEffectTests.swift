import AWS
import DynamoDB
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Delivery

@Suite("Carrying out effects that are in the table, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveTableEffectTests {
    private static let steps = 5

    /// A kind that counts to five in five steps, each a write of its own that shows how often it was done.
    private static var counting: EffectKind {
        .table("counting") { { entry, _ in count(entry) } }
    }

    private static func count(_ entry: OutboxEntry) -> TableStep {
        let step = entry.payload["step"]?.int ?? 0
        let count = TransactionAction.update(
            key: .key("COUNT#\(entry.id)", "\(step)"), [.increment("times", by: 1)])
        return step + 1 < steps ? .unfinished([count], payload: ["step": .number(step + 1)]) : .finished([count])
    }

    private func counts(of entry: OutboxEntry, in table: Table) throws -> [Int?] {
        try (0..<Self.steps).map { try table.get(.key("COUNT#\(entry.id)", "\($0)"))?["times"]?.int }
    }

    private func withDesk(_ test: (Desk) throws -> Void) throws {
        try LiveTable.with { table throws in try test(Desk(table)) }
    }

    @Test("all steps are taken one after the other, and the last one's transaction ends the entry")
    func steps() throws {
        try withDesk { desk throws in
            let entry = try desk.add(kind: "counting", payload: [:])
            let courier = desk.courier([Self.counting])
            #expect(try courier.deliver(entry.item) == .carriedOut)
            #expect(try courier.deliver(entry.item) == .notOurs)
            #expect(try counts(of: entry, in: desk.table) == [1, 1, 1, 1, 1])
            #expect(
                try desk.item(entry).state == [
                    "status": "DONE", "attempts": 0, "endedAt": "2026-11-21T16:30:00.000Z",
                    "expiresAt": .number(Desk.start.adding(hours: 168).seconds),
                ])
            #expect(try !desk.isPending(entry))
        }
    }

    @Test("wherever its courier dies, each step is taken exactly once", arguments: 0...5, [true, false])
    func deaths(requests: Int, isLastOneDone: Bool) throws {
        try withDesk { desk throws in
            let entry = try desk.add(kind: "counting", payload: [:])
            let dying = try DyingTransport.table(desk.table.name, after: requests, isLastOneDone, on: desk.host)
            let courier = Courier(
                [Self.counting], outbox: OutboxRepository(table: dying), post: { _ in "" }, host: desk.host,
                clock: { desk.now })
            #expect(throws: DynamoDBError.self) { try courier.deliver(entry.item) }

            desk.now = desk.now.adding(minutes: 5)
            let isOver = requests == Self.steps && isLastOneDone
            #expect(try desk.courier([Self.counting]).deliver(entry.item) == (isOver ? .notOurs : .carriedOut))
            #expect(try counts(of: entry, in: desk.table) == [1, 1, 1, 1, 1])
            #expect(try desk.item(entry)["status"] == "DONE")
        }
    }

    @Test("what there is no time for stays due, and the next sweep goes on where it was left")
    func unfinished() throws {
        try withDesk { desk throws in
            let entry = try desk.add(kind: "counting", payload: [:])
            let slow = EffectKind.table("counting") {
                { entry, _ in
                    desk.now = desk.now.adding(seconds: 5)
                    return Self.count(entry)
                }
            }
            #expect(try desk.courier([slow], seconds: 20).deliver(entry.item) == .unfinished)
            #expect(try counts(of: entry, in: desk.table) == [1, 1, 1, nil, nil])
            let item = try desk.item(entry)
            #expect(item["leaseUntil"] == nil && item["payload"] == ["step": 3])
            #expect(item["GSI1SK"] == .string(desk.now.adding(seconds: -60).iso8601))
            #expect(try desk.courier([slow], seconds: 20).deliver(entry.item) == .carriedOut)
            #expect(try counts(of: entry, in: desk.table) == [1, 1, 1, 1, 1])
        }
    }

    @Test("a step whose conditions ceased to hold is thought out anew; one that never fits is put off")
    func races() throws {
        try withDesk { desk throws in
            let entry = try desk.add(kind: "taking", payload: [:])
            let seat = Item.key("SEAT", "SEAT")
            var (others, asked) = (2, 0)
            // Another request changes the seat's version between its reading and its taking.
            let taking = EffectKind.table("taking") {
                { _, _ in
                    let version = try desk.table.get(seat)?["version"]?.int ?? 0
                    asked += 1
                    if others == 2 {
                        others -= 1
                        throw DynamoDBError.contention(detail: "the seat is being written")
                    }
                    if others > 0 {
                        others -= 1
                        try desk.table.update(seat, [.increment("version", by: 1)])
                    }
                    let isSame = attribute("version").isMissing || attribute("version") == .number(version)
                    return .finished([.update(key: seat, [.set("taken", to: true)], if: isSame)])
                }
            }
            #expect(try desk.courier([taking]).deliver(entry.item) == .carriedOut)
            #expect(asked == 3)
            #expect(try desk.table.get(seat)?["taken"] == true)

            others = .max
            let another = try desk.add(kind: "taking", payload: [:])
            #expect(try desk.courier([taking]).deliver(another.item) == .postponed)
            #expect(asked == 9)
            #expect(try desk.item(another)["status"] == "PENDING")
        }
    }

    @Test("two couriers who both believe the entry theirs do each step once between them")
    func overlap() throws {
        try withDesk { desk throws in
            let entry = try desk.add(kind: "counting", payload: [:])
            var isFirst = true
            let stalled = EffectKind.table("counting") {
                { entry, _ throws in
                    if isFirst, entry.payload["step"]?.int == 2 {
                        isFirst = false
                        // The first courier hangs here until its lease is long over, and another one has done the work.
                        desk.now = desk.now.adding(minutes: 5)
                        #expect(try desk.courier([Self.counting]).deliver(entry.item) == .carriedOut)
                    }
                    return Self.count(entry)
                }
            }
            #expect(try desk.courier([stalled]).deliver(entry.item) == .notOurs)
            #expect(try counts(of: entry, in: desk.table) == [1, 1, 1, 1, 1])
        }
    }

    @Test("an effect that finds out that it is in vain is given up, and a table that is away puts it off")
    func failures() throws {
        struct Vain: Error, CustomStringConvertible {
            let description = "the event is gone"
        }
        try withDesk { desk throws in
            let (vain, later) = (try desk.add(kind: "vain"), try desk.add(kind: "later"))
            let courier = desk.courier([
                .table("vain") { { _, _ in throw Vain() } },
                .table("later") { { _, _ in throw DynamoDBError.throttled(type: "ThrottlingException") } },
            ])
            #expect(try courier.deliver(vain.item) == .failed)
            #expect(try desk.item(vain)["reason"] == "the event is gone")
            #expect(try courier.deliver(later.item) == .postponed)
            #expect(try desk.item(later)["status"] == "PENDING")
        }
    }
}
