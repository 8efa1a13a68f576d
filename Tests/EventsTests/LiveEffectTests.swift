import DynamoDB
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("Effects of events", .enabled(if: LiveTable.isAvailable))
struct LiveEffectTests {
    private typealias NextStep = (OutboxEntry, Instant) throws -> TableStep

    /// Carries the effect out to its end, and returns the number of steps.
    private func carryOut(_ payload: Item, in table: Table, _ next: NextStep) throws -> Int {
        var payload: Item? = payload
        var steps = 0
        while let current = payload, steps < 100 {
            let entry = OutboxEntry(id: .make(at: .now), kind: "effect", payload: current, createdAt: LiveEvent.now)
            let step = try next(entry, LiveEvent.now)
            #expect(step.actions.count <= 98)
            try table.transact(step.actions)
            payload = step.payload
            steps += 1
        }
        return steps
    }

    private func payload(_ kind: String? = nil) throws -> Item {
        let facts = EventFacts(try LiveEvent.event())
        var payload: Item = [
            "eventId": .string(facts.eventID.text), "createdAt": .string(facts.createdAt.iso8601), "sequence": 4,
            "event": .map(facts.attributes),
        ]
        payload["kind"] = kind.map { .string($0) }
        return payload
    }

    private func crowd(_ count: Int, at event: LiveEvent) throws {
        for number in 0..<count { try event.register("p\(number)") }
    }

    @Test("all who find a seat are promoted, in their order, twenty-five at a time; the others go on waiting")
    func promotions() throws {
        try LiveEvent.with(capacity: 1) { event in
            try crowd(60, at: event)
            try event.table.update(EventKeys.seats(LiveEvent.eventID()), [.set("capacity", to: 52)])
            let promotions = EventPromotions(table: event.table)
            #expect(try carryOut(["eventId": "swift-evening"], in: event.table, promotions.nextStep) == 3)
            let seats = try event.seats()
            #expect((seats.registered, seats.waiting) == (52, 8))
            let waiting = try RegistrationListing(table: event.table).registrations(
                for: LiveEvent.id, as: LiveEvent.person("owner"), RegistrationSelection(status: .waitlisted))
            #expect(waiting.shown.map(\.line) == (52..<60).map { "p\($0) waitlisted \($0 - 51)" })
            #expect(try event.outbox().filter { $0.hasPrefix("event_promoted") }.count == 51)
            #expect(try carryOut(["eventId": "swift-evening"], in: event.table, promotions.nextStep) == 1)
            #expect(try carryOut(["eventId": "gone"], in: event.table, promotions.nextStep) == 1)
        }
    }

    @Test("everyone who comes or waits is told once, twenty-five at a time")
    func notices() throws {
        try LiveEvent.with(capacity: 30) { event in
            try crowd(55, at: event)
            let notices = EventNotices(table: event.table)
            #expect(try carryOut(payload("event_postponed"), in: event.table, notices.nextStep) == 3)
            #expect(
                try event.outbox().filter { $0.hasPrefix("event_postponed") }
                    == (0..<55).map { "event_postponed p\($0) 4" }.sorted())
        }
    }

    @Test("whoever came when it had happened already, or was promoted by it, or knows it, is told nothing more")
    func known() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob")
            let key = EventKeys.event(try LiveEvent.eventID())
            try event.table.update(key, [.set("sequence", to: 4), .set("version", to: 8)])
            try event.table.update(EventKeys.seats(LiveEvent.eventID()), [.set("capacity", to: 2)])
            let promotions = EventPromotions(table: event.table)
            #expect(try carryOut(["eventId": "swift-evening"], in: event.table, promotions.nextStep) == 1)
            try event.register("late")
            let notices = EventNotices(table: event.table)
            for _ in 0..<2 { _ = try carryOut(payload("event_changed"), in: event.table, notices.nextStep) }
            var older = try payload("event_changed")
            older["sequence"] = 3
            _ = try carryOut(older, in: event.table, notices.nextStep)
            #expect(try event.outbox().filter { $0.hasPrefix("event_changed") } == ["event_changed ada 4"])
        }
    }

    @Test("promotions end only while nobody who waits could have a seat")
    func torn() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob")
            let entry = OutboxEntry(
                id: .make(at: .now), kind: "event_promotions", payload: ["eventId": "swift-evening"],
                createdAt: LiveEvent.now)
            let step = try EventPromotions(table: event.table).nextStep(of: entry, at: LiveEvent.now)
            try event.table.transact(step.actions)
            try event.table.update(EventKeys.seats(LiveEvent.eventID()), [.set("capacity", to: 2)])
            #expect(throws: DynamoDBError.self) { try event.table.transact(step.actions) }
            try event.table.update(EventKeys.seats(LiveEvent.eventID()), [.set("status", to: "cancelled")])
            try event.table.transact(step.actions)
            let raised = try EventPromotions(table: event.table).nextStep(of: entry, at: LiveEvent.now)
            #expect(raised.payload == nil)
        }
    }

    @Test("who left between the reading and the writing is told nothing: the step fails as a whole")
    func overtaken() throws {
        try LiveEvent.with(capacity: 9) { event in
            try event.registerAll("ada", "bob")
            let entry = OutboxEntry(
                id: .make(at: .now), kind: "event_notices", payload: try payload("event_changed"),
                createdAt: LiveEvent.now)
            let step = try EventNotices(table: event.table).nextStep(of: entry, at: LiveEvent.now)
            try event.unregister("bob")
            #expect(throws: DynamoDBError.self) { try event.table.transact(step.actions) }
            #expect(try !event.outbox().contains { $0.hasPrefix("event_changed") })
        }
    }

    @Test("of a deleted event nothing is left but what everyone is told")
    func removal() throws {
        try LiveEvent.with(capacity: 30) { event in
            try crowd(45, at: event)
            let id = try LiveEvent.eventID()
            for key in [EventKeys.event(id), EventKeys.seats(id)] {
                try event.table.update(key, [.set("status", to: EventKeys.deleted)])
            }
            #expect(throws: EventError.unknownEvent) { try event.register("late") }
            #expect(throws: EventError.unknownEvent) { try event.unregister("p1") }
            #expect(throws: EventError.unknownEvent) { try event.list() }
            let removal = EventRemoval(table: event.table)
            #expect(try carryOut(payload(), in: event.table, removal.nextStep) == 3)
            #expect(try event.census() == [:])
            #expect(
                try event.outbox().filter { $0.hasPrefix("event_cancelled") }
                    == (0..<45).map { "event_cancelled p\($0) 4" }.sorted())
        }
    }

    @Test("whoever the news of a cancellation had not reached is told when the event is deleted, and nobody twice")
    func cancelledAndDeleted() throws {
        try LiveEvent.with(capacity: 30) { event in
            try crowd(35, at: event)
            let notices = EventNotices(table: event.table)
            let entry = OutboxEntry(
                id: .make(at: .now), kind: "event_notices", payload: try payload("event_cancelled"),
                createdAt: LiveEvent.now)
            let first = try notices.nextStep(of: entry, at: LiveEvent.now)
            try event.table.transact(first.actions)
            let id = try LiveEvent.eventID()
            try event.table.put(EventKeys.event(id).merging(["status": EventKeys.deleted]) { $1 })
            try event.table.update(EventKeys.seats(id), [.set("status", to: EventKeys.deleted)])
            var rest = try payload()
            rest["event"] = .map(try #require(rest["event"]?.map).merging(["status": "cancelled"]) { $1 })
            #expect(try carryOut(try #require(first.payload), in: event.table, notices.nextStep) == 1)
            #expect(try carryOut(rest, in: event.table, EventRemoval(table: event.table).nextStep) == 2)
            #expect(
                try event.outbox().filter { $0.hasPrefix("event_cancelled") }
                    == (0..<35).map { "event_cancelled p\($0) 4" }.sorted())
        }
    }

    @Test("news of an event are none of another one that got its id")
    func otherEvent() throws {
        try LiveEvent.with(capacity: 30) { event in
            try event.registerAll("ada", "bob")
            try event.table.update(
                EventKeys.event(LiveEvent.eventID()), [.set("createdAt", to: "2031-01-01T00:00:00.000Z")])
            #expect(
                try carryOut(payload("event_cancelled"), in: event.table, EventNotices(table: event.table).nextStep)
                    == 1)
            #expect(try !event.outbox().contains { $0.hasPrefix("event_cancelled") })
        }
    }

    @Test("a payload that nobody ever wrote is refused for good", arguments: ["eventId", "event", "kind"])
    func unreadable(member: String) throws {
        try LiveTable.with { table in
            var payload = try payload("event_changed")
            payload[member] = 7
            let entry = OutboxEntry(id: .make(at: .now), kind: "event_notices", payload: payload, createdAt: .now)
            #expect(throws: EffectError.unreadable(member)) {
                try EventNotices(table: table).nextStep(of: entry, at: .now)
            }
        }
    }
}
