import Delivery
import DynamoDB
import Storage
import Testbed
import Testing
import Time

@testable import Events
@testable import Outbox

@Suite("What follows from what happens to an event, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveEventEffectTests {
    private func withDesk(_ test: (EventDesk) throws -> Void) throws {
        try LiveTable.with { table throws in try test(EventDesk(table)) }
    }

    @Test("from the first registration to the event's end, everyone gets every mail that concerns them, once")
    func chain() throws {
        try withDesk { desk in
            try desk.open(capacity: 1)
            for name in ["ada", "bob", "cyd"] { try desk.register(name) }
            #expect(
                try desk.carryOutAll().sorted() == [
                    "ada: You have a seat: Swift", "bob: Waiting list: Swift", "cyd: Waiting list: Swift",
                ])
            try desk.unregister("ada")
            #expect(
                try desk.carryOutAll().sorted() == ["ada: No longer registered: Swift", "bob: A seat for you: Swift"])
            try desk.change(#"{"status":"postponed"}"#)
            #expect(try desk.carryOutAll().sorted() == ["bob: Postponed: Swift", "cyd: Postponed: Swift"])
            try desk.change(#"{"status":"active","date":"2027-01-15","title":"Swift again"}"#)
            #expect(try desk.carryOutAll().sorted() == ["bob: Changed: Swift again", "cyd: Changed: Swift again"])
            try desk.change(#"{"status":"cancelled"}"#)
            #expect(try desk.carryOutAll().sorted() == ["bob: Cancelled: Swift again", "cyd: Cancelled: Swift again"])
            try desk.delete()
            #expect(try desk.carryOutAll() == [])
            #expect(try desk.remains() == 0)
        }
    }

    @Test("who comes to an event that is deleted, or waits for it, is told that it is cancelled")
    func deletion() throws {
        try withDesk { desk in
            try desk.open(capacity: 2, people: 3)
            try desk.delete()
            #expect(try desk.carryOutAll().sorted() == ["p0", "p1", "p2"].map { "\($0): Cancelled: Swift" })
            #expect(try desk.remains() == 0)
        }
    }

    /// An effect in the table, with its cause and a check of its result.
    private enum Effect: String, CaseIterable, CustomTestStringConvertible {
        case promotions = "event_promotions"
        case notices = "event_notices"
        case removal = "event_removal"

        var testDescription: String { rawValue }

        func bring(about desk: EventDesk) throws {
            switch self {
            case .promotions: try desk.open(capacity: 1, people: 62)
            case .notices, .removal: try desk.open(capacity: 30, people: 55)
            }
            switch self {
            case .promotions: try desk.change(#"{"capacity":60}"#)
            case .notices: try desk.change(#"{"status":"postponed"}"#)
            case .removal: try desk.delete()
            }
        }

        func check(_ desk: EventDesk) throws {
            switch self {
            case .promotions:
                #expect(try desk.told("event_promoted") == (1..<60).map { "p\($0)" }.sorted())
                let seats = try #require(try desk.seats())
                #expect([seats.registered, seats.waiting] == [60, 2])
            case .notices: #expect(try desk.told("event_postponed") == (0..<55).map { "p\($0)" }.sorted())
            case .removal:
                #expect(try desk.told("event_cancelled") == (0..<55).map { "p\($0)" }.sorted())
                #expect(try desk.remains() == 0)
            }
        }
    }

    @Test(
        "wherever its courier dies, everyone is promoted, told or removed exactly once", arguments: Effect.allCases,
        [true, false])
    private func deaths(effect: Effect, isLastOneDone: Bool) throws {
        var (requests, isDone) = (0, false)
        while !isDone, requests < 40 {
            try withDesk { desk in
                try effect.bring(about: desk)
                let entry = try #require(try desk.pending(effect.rawValue).first)
                let dying = try DyingTransport.table(desk.table.name, after: requests, isLastOneDone, on: desk.host)
                // If a read fails, so does writing that down: either way nothing more is heard of the courier.
                isDone = (try? desk.courier(on: dying).deliver(entry)) == .carriedOut
                desk.now = desk.now.adding(minutes: 5)
                try desk.courier().deliver(entry)
                #expect(try desk.pending(effect.rawValue) == [])
                try effect.check(desk)
            }
            requests += 1
        }
        #expect(isDone)
    }

    @Test("sixty who wait get their seats when there are seats, in as many steps as it takes, and a mail each")
    func promotions() throws {
        try withDesk { desk in
            try desk.open(capacity: 1, people: 61)
            try desk.change(#"{"capacity":100}"#)
            #expect(try desk.told("event_promoted").count == 25)
            let mails = try desk.carryOutAll()
            #expect(mails.sorted() == (1..<61).map { "p\($0): A seat for you: Swift" }.sorted())
            let seats = try #require(try desk.seats())
            #expect([seats.registered, seats.waiting] == [61, 0])
        }
    }
}
