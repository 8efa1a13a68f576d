import DynamoDB
import Platform
import Storage
import Testbed
import Testing

@testable import Events

@Suite("Leaving an event", .enabled(if: LiveTable.isAvailable))
struct LiveUnregistrationTests {
    @Test("each seat that becomes free goes to who has waited longest, one after the other; both are told")
    func chain() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("zoe", "dan", "ann")
            try event.unregister("zoe")
            #expect(try event.list() == ["dan registered", "ann waitlisted 1"])
            try event.unregister("dan")
            #expect(try event.list() == ["ann registered"])
            try event.unregister("ann")
            #expect(try event.list() == [])
            #expect(
                try event.seats()
                    == Seats(
                        capacity: 1, status: .active, isWaitlistOpen: true, registered: 0, waiting: 0, nextTicket: 3))
            #expect(
                try event.outbox() == [
                    "event_promoted ann 3", "event_promoted dan 3", "event_registered zoe 3",
                    "event_unregistered ann 4", "event_unregistered dan 4", "event_unregistered zoe 4",
                    "event_waitlisted ann 3", "event_waitlisted dan 3",
                ])
            #expect(try event.census() == ["EVENT": 1, "SEATS": 1])
        }
    }

    @Test("who leaves the line promotes nobody, and all behind them move up")
    func waiting() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("zoe", "dan", "ann", "bob")
            try event.unregister("dan")
            #expect(try event.list() == ["zoe registered", "ann waitlisted 1", "bob waitlisted 2"])
            #expect(try event.register("dan") == "dan waitlisted 3")
            #expect(try event.seats().nextTicket == 5)
        }
    }

    @Test("who registers again is new to calendars, and comes last")
    func again() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.register("ada")
            try event.unregister("ada")
            try event.register("ada")
            let ids = try event.table.all(Scan()).compactMap { item -> String? in
                guard let payload = item["payload"]?.map, payload["news"] == "event_registered" else { return nil }
                return payload["facts"]?.map?["calendarId"]?.string
            }
            #expect(Set(ids).count == 2)
        }
    }

    @Test(
        "nobody is promoted into an event that is over or called off", arguments: [EventStatus.cancelled, .completed])
    func final(status: EventStatus) throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob")
            try event.table.put(LiveEvent.event(status: status).item)
            try event.table.update(
                EventKeys.seats(LiveEvent.eventID()), [.set("status", to: .string(status.rawValue))])
            try event.unregister("ada")
            #expect(try event.list() == ["bob waitlisted 1"])
            #expect(try event.seats().registered == 0)
        }
    }

    @Test("people leave by themselves, or the event's owner or an administrator takes them out")
    func whoMay() throws {
        try LiveEvent.with(capacity: 9) { event in
            func unregister(_ user: String, as caller: Identity) throws {
                try event.unregistering.unregister(user, from: LiveEvent.id, as: caller, at: LiveEvent.now)
            }
            try event.registerAll("ada", "bob", "cyd")
            #expect(throws: AccessError.notYourself) { try unregister("ada", as: LiveEvent.person("bob")) }
            try unregister("ada", as: LiveEvent.person("ada"))
            try unregister("bob", as: LiveEvent.person("owner"))
            try unregister("cyd", as: LiveEvent.person("root", [.admin]))
            #expect(try event.list() == [])
            #expect(throws: EventError.unknownRegistration) { try event.unregister("ada") }
            #expect(throws: EventError.unknownRegistration) { try unregister("no#id", as: LiveEvent.person("ada")) }
            #expect(throws: EventError.unknownEvent) {
                try event.unregistering.unregister("ada", from: "x", as: LiveEvent.person("ada"), at: LiveEvent.now)
            }
        }
    }

    @Test("a user who is released leaves no trace but one last mail for a seat, and makes room for the next")
    func release() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob", "cy")
            let (ada, id) = (try #require(UserID("ada")), try LiveEvent.eventID())
            try event.unregistering.release(ada, from: id, at: LiveEvent.now)
            try event.unregistering.release(ada, from: id, at: LiveEvent.now)
            try event.unregistering.release(#require(UserID("cy")), from: id, at: LiveEvent.now)
            #expect(try event.list() == ["bob registered"])
            #expect(try event.outbox().filter { $0.hasPrefix("event_unregistered") } == ["event_unregistered ada 4"])
            let last = try event.table.all(Scan()).filter { $0["payload"]?.map?["isFarewell"] == true }
            #expect(last.map { $0["payload"]?.map?["news"] } == ["event_unregistered"])
            try event.table.update(EventKeys.event(id), [.set("status", to: EventKeys.deleted)])
            try event.unregistering.release(try #require(UserID("bob")), from: id, at: LiveEvent.now)
            #expect(try event.census() == ["EVENT": 1, "SEATS": 1])
        }
    }

    @Test("a seat that somebody has taken again meanwhile is not among the remains: it is counted")
    func remains() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada")
            let registrations = RegistrationRepository(table: event.table)
            #expect(try !registrations.removeRemains(of: #require(UserID("ada")), at: LiveEvent.eventID()))
            #expect(try event.list() == ["ada registered"])
            #expect(try event.seats().registered == 1)
        }
    }
}
