import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("Damaged items of an event, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveDamageTests {
    /// An event of two seats with ada and bob in them, and cyd, dan and eve in the line.
    private func withEvent(_ test: (LiveEvent) throws -> Void) throws {
        try LiveEvent.with(capacity: 2) { event in
            try event.registerAll("ada", "bob", "cyd", "dan", "eve")
            try test(event)
        }
    }

    private func damage(_ name: String, of event: LiveEvent) throws {
        let user = try #require(UserID(name))
        try event.table.update(
            EventKeys.registration(user, try LiveEvent.eventID()), [.set("registeredAt", to: "yesterday")])
    }

    private func facts() throws -> EventFacts { EventFacts(try LiveEvent.event()) }

    @Test("a list leaves out a registration that can't be read, and shows all others")
    func list() throws {
        try withEvent { event in
            try damage("bob", of: event)
            #expect(
                try event.list() == [
                    "ada registered", "cyd waitlisted 1", "dan waitlisted 2", "eve waitlisted 3",
                ])
        }
    }

    @Test("the seat of a user who leaves goes to the first in the line who can be read")
    func promotion() throws {
        try withEvent { event in
            try damage("cyd", of: event)
            try event.unregister("ada")
            #expect(try event.list() == ["bob registered", "dan registered", "cyd waitlisted 1", "eve waitlisted 2"])
            #expect(try event.seats().registered == 2)
        }
    }

    @Test("where nobody in the line can be read, a user leaves all the same, and their seat stays free")
    func nobodyReadable() throws {
        try withEvent { event in
            for name in ["cyd", "dan", "eve"] { try damage(name, of: event) }
            try event.unregister("ada")
            let seats = try event.seats()
            #expect(seats.registered == 1 && seats.waiting == 3)
        }
    }

    @Test("promotions take those who can be read, and come to an end")
    func promotions() throws {
        try withEvent { event in
            try damage("cyd", of: event)
            let id = try LiveEvent.eventID()
            try event.table.update(EventKeys.seats(id), [.set("capacity", to: 9)])
            let entry = OutboxEntry(
                id: .make(at: LiveEvent.now), kind: EventPromotions.kind, payload: ["eventId": .string(id.text)],
                createdAt: LiveEvent.now)
            let promotions = EventPromotions(table: event.table)
            let first = try promotions.nextStep(of: entry, at: LiveEvent.now)
            #expect(first.payload == nil)
            try event.table.transact(first.actions)
            let seats = try event.seats()
            #expect(seats.registered == 4 && seats.waiting == 1)
            let second = try promotions.nextStep(of: entry, at: LiveEvent.now)
            #expect(second.payload == nil)
            try event.table.transact(second.actions)
            #expect(try event.seats() == seats)
        }
    }

    @Test("news reach all others")
    func notices() throws {
        try withEvent { event in
            try damage("bob", of: event)
            var changed = try LiveEvent.event()
            changed.sequence += 1
            let facts = EventFacts(changed)
            let entry = OutboxEntry(
                id: .make(at: LiveEvent.now), kind: EventNotices.kind,
                payload: [
                    "eventId": .string(LiveEvent.id), "createdAt": .string(facts.createdAt.iso8601),
                    "sequence": .number(facts.sequence), "event": .map(facts.attributes), "kind": "event_changed",
                ], createdAt: LiveEvent.now)
            let step = try EventNotices(table: event.table).nextStep(of: entry, at: LiveEvent.now)
            let told = step.actions.compactMap { action -> String? in
                guard case .put(let item, _) = action else { return nil }
                return item["userId"]?.string
            }
            #expect(told.sorted() == ["ada", "cyd", "dan", "eve"])
        }
    }

    @Test("a deleted event is removed with whatever can't be read of it")
    func removal() throws {
        try withEvent { event in
            for name in ["bob", "dan"] { try damage(name, of: event) }
            let id = try LiveEvent.eventID()
            for key in [EventKeys.event(id), EventKeys.seats(id)] {
                try event.table.update(key, [.set("status", to: EventKeys.deleted)])
            }
            let facts = try facts()
            let entry = OutboxEntry(
                id: .make(at: LiveEvent.now), kind: EventRemoval.kind,
                payload: [
                    "eventId": .string(id.text), "createdAt": .string(facts.createdAt.iso8601),
                    "sequence": .number(facts.sequence), "event": .map(facts.attributes),
                ], createdAt: LiveEvent.now)
            let step = try EventRemoval(table: event.table).nextStep(of: entry, at: LiveEvent.now)
            #expect(step.payload == nil)
            try event.table.transact(step.actions)
            #expect(try event.census() == [:])
        }
    }

    @Test("an event or seats that can't be read are left out of the list of events")
    func events() throws {
        try LiveTable.with { table in
            let community = try Community(table)
            for id in ["one", "two", "three"] { try community.create(["eventId": .string(id)]) }
            let (one, two) = (try #require(EventID("one")), try #require(EventID("two")))
            try table.update(EventKeys.event(one), [.set("date", to: "soon")])
            try table.update(EventKeys.seats(two), [.set("capacity", to: "many")])
            // The index lags, here as in the service.
            try LiveTable.wait { try community.list().page.events.map(\.event.id.text) == ["three"] }
        }
    }
}
