import DynamoDB
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("Registering for an event", .enabled(if: LiveTable.isAvailable))
struct LiveRegistrationTests {
    @Test("those who come first have a seat, the others wait in the order in which they came; all are told")
    func order() throws {
        try LiveEvent.with(capacity: 2) { event in
            let answers = try ["zoe", "bob", "dan", "ann"].map { try event.register($0) }
            #expect(answers == ["zoe registered", "bob registered", "dan waitlisted 1", "ann waitlisted 2"])
            #expect(try event.list() == ["bob registered", "zoe registered", "dan waitlisted 1", "ann waitlisted 2"])
            #expect(
                try event.seats()
                    == Seats(
                        capacity: 2, status: .active, isWaitlistOpen: true, registered: 2, waiting: 2, nextTicket: 3))
            #expect(
                try event.outbox() == [
                    "event_registered bob 3", "event_registered zoe 3", "event_waitlisted ann 3",
                    "event_waitlisted dan 3",
                ])
            #expect(
                try event.census() == [
                    "EVENT": 1, "SEATS": 1, "REGISTRATION": 4, "REGISTRATION_POINTER": 4, "WAITLIST": 2,
                ])
        }
    }

    @Test("what is mailed has all that the mail needs, and what calendars know the seat by")
    func notice() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.register("ada")
            let items = try event.table.all(Scan())
            let registration = try #require(items.first { $0["entityType"] == "REGISTRATION" })
            let payload = try #require(items.first { $0["entityType"] == "OUTBOX" }?["payload"]?.map)
            #expect(
                payload == [
                    "news": "event_registered", "happenedAt": .string(LiveEvent.now.iso8601),
                    "link": ["events", "swift-evening"],
                    "contact": ["email": "ada@example.com", "name": "ada", "language": "en"],
                    "facts": [
                        "status": "registered", "sequence": 3, "calendarId": try #require(registration["calendarId"]),
                        "event": [
                            "eventId": "swift-evening", "title": "Swift evening", "date": "2026-12-15",
                            "startTime": "18:00", "timezone": "Europe/Paris", "location": "Paris",
                            "organizer": "Cocoaheads", "description": "Talks", "status": "active",
                        ],
                    ],
                ])
        }
    }

    @Test("nobody registers twice, with a seat or in the line; without an address nobody is mailed")
    func duplicates() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob")
            for name in ["ada", "bob"] {
                #expect(throws: EventError.alreadyRegistered) { try event.register(name) }
            }
            let mute = Identity(userID: try #require(UserID("mute")))
            _ = try event.registering.register(for: LiveEvent.id, as: mute, at: LiveEvent.now)
            #expect(try event.outbox() == ["event_registered ada 3", "event_waitlisted bob 3"])
            #expect(try event.seats().waiting == 2)
        }
    }

    @Test("the same request with the same key is answered as the first time, whatever has become of the event since")
    func repeated() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.register("ada")
            let key = try #require(IdempotencyKey("k", method: "POST", path: "/", body: []))
            #expect(try event.register("bob", key: key) == "bob waitlisted 1")
            try event.unregister("ada")
            #expect(try event.register("bob", key: key, second: 60) == "bob waitlisted 1")
            #expect(try event.list() == ["bob registered"])
            try event.table.delete(EventKeys.event(LiveEvent.eventID()))
            #expect(try event.register("bob", key: key, second: 60) == "bob waitlisted 1")
            let other = try #require(IdempotencyKey("k", method: "POST", path: "/", body: [1]))
            #expect(throws: IdempotencyError.keyReused) { try event.register("bob", key: other) }
            #expect(throws: EventError.unknownEvent) { try event.register("bob", key: key, second: 90_000) }
        }
    }

    @Test("an event that is not active, full without a waitlist, or not there takes nobody")
    func refusals() throws {
        for status in [EventStatus.postponed, .cancelled, .completed] {
            try LiveEvent.with(capacity: 1, status: status) { event in
                #expect(throws: EventError.notActive(status)) { try event.register("ada") }
            }
        }
        try LiveEvent.with(capacity: 1, isWaitlistOpen: false) { event in
            try event.register("ada")
            #expect(throws: EventError.full) { try event.register("bob") }
            for id in ["no-such-event", "", "no id"] {
                #expect(throws: EventError.unknownEvent) {
                    try event.registering.register(for: id, as: LiveEvent.person("bob"), at: LiveEvent.now)
                }
            }
            #expect(try event.list() == ["ada registered"])
        }
    }

    @Test("a waitlist that was switched off keeps its line moving and takes nobody new")
    func switchedOff() throws {
        try LiveEvent.with(capacity: 1) { event in
            try event.registerAll("ada", "bob", "cyd")
            try event.table.update(
                EventKeys.seats(LiveEvent.eventID()), [.set("waitlistEnabled", to: false)])
            #expect(throws: EventError.full) { try event.register("dan") }
            try event.unregister("ada")
            #expect(try event.list() == ["bob registered", "cyd waitlisted 1"])
            #expect(throws: EventError.full) { try event.register("dan") }
            try event.unregister("bob")
            try event.unregister("cyd")
            #expect(try event.register("dan") == "dan registered")
        }
    }

    @Test("administrators register others, by what these say of themselves; nobody else does")
    func others() throws {
        try LiveEvent.with(capacity: 2) { event in
            let admin = try LiveEvent.person("root", [.admin])
            func register(_ user: String, as caller: Identity) throws -> String {
                try event.registering.register(user, for: LiveEvent.id, as: caller, at: LiveEvent.now).line
            }
            #expect(throws: ProfileError.unknownUser) { try register("eve", as: admin) }
            #expect(throws: ProfileError.unknownUser) { try register("no#id", as: admin) }
            #expect(throws: AccessError.notYourself) { try register("eve", as: LiveEvent.person("owner")) }
            try event.table.put(
                Profile(
                    userID: try #require(UserID("eve")), name: "Ève", email: "eve@example.com", isEmailVouched: true,
                    locale: "fr-CA", createdAt: LiveEvent.now
                ).item)
            #expect(try register("eve", as: admin) == "eve registered")
            #expect(try register("root", as: admin) == "root registered")
            let entry = try event.table.all(Scan()).first { $0["userId"] == "eve" && $0["entityType"] == "OUTBOX" }
            let contact: Item = ["name": "Ève", "email": "eve@example.com", "language": "fr"]
            #expect(entry?["payload"]?.map?["contact"] == .map(contact))
        }
    }

    @Test(
        "a user whose token names no address is told at their profile's, if somebody vouched for it"
    )
    func addressOfProfile() throws {
        try LiveEvent.with(capacity: 9) { event in
            for (name, email, isVerified) in [
                ("ada", nil, true), ("bob", nil, true), ("cyd", "cyd@token.org", false), ("dan", nil, true),
            ] {
                let user = try #require(UserID(name))
                if name != "bob" {
                    try event.table.put(
                        Profile(
                            userID: user, name: "X", email: "\(name)@profile.org", isEmailVouched: name != "dan",
                            createdAt: LiveEvent.now
                        ).item)
                }
                let caller = Identity(
                    userID: user, email: email, isEmailVerified: isVerified, name: name, roles: [])
                _ = try event.registering.register(for: LiveEvent.id, as: caller, at: LiveEvent.now)
            }
            let registrations = try event.table.all(Scan()).filter { $0["entityType"] == "REGISTRATION" }
            let emails = Dictionary(
                uniqueKeysWithValues: registrations.map { ($0["name"]?.string, $0["email"]?.string) })
            #expect(emails == ["ada": "ada@profile.org", "bob": nil, "cyd": nil, "dan": nil])
            #expect(try event.outbox() == ["event_registered ada 3"])
        }
    }

    @Test("a ticket that was drawn before a seat became free leaves no hole: the next position is the first")
    func unusedTicket() throws {
        try LiveEvent.with(capacity: 1) { event in
            let (ada, id) = (try #require(UserID("ada")), try LiveEvent.eventID())
            let registrations = RegistrationRepository(table: event.table)
            let situation = try #require(try registrations.situation(of: ada, at: id))
            let draw = try #require(try registrations.drawTicket(of: situation.event))
            #expect(draw.ticket == 1 && draw.departed == 0)
            let registration = Registration(
                eventID: id, user: ada, status: .registered, registeredAt: LiveEvent.now,
                calendarID: .make(at: LiveEvent.now), contact: Contact(name: "ada", email: nil, language: .english))
            _ = try #require(
                try registrations.add(registration, .seat, in: situation, hasDrawn: true, claim: nil))
            #expect(try event.seats().departed == 1)
            #expect(try event.register("bob") == "bob waitlisted 1")
        }
    }

    @Test("a ticket of someone who is refused after all leaves no hole either: the next position is the first")
    func ticketOfRefused() throws {
        try LiveEvent.with(capacity: 1) { event in
            let ada = try LiveEvent.person("ada")
            try event.register("zoe")
            // The situation is read by the first request, the ticket drawn by the second.
            let closed = try InterruptedTransport.table(event.table.name, after: 2) { try event.become(.postponed) }
            let registering = EventRegistration(table: closed, attempts: LiveEvent.attempts())
            #expect(throws: EventError.notActive(.postponed)) {
                try registering.register(for: LiveEvent.id, as: ada, at: LiveEvent.now)
            }
            #expect(try event.seats().nextTicket == 2)
            try event.become(.active)
            #expect(try event.register("bob") == "bob waitlisted 1")
        }
    }

    @Test("who was erased since their profile was read is not registered by it")
    func erased() throws {
        try LiveEvent.with(capacity: 2) { event in
            let (eve, id) = (try #require(UserID("eve")), try LiveEvent.eventID())
            let registrations = RegistrationRepository(table: event.table)
            try event.table.put(Profile(userID: eve, name: "Eve", createdAt: LiveEvent.now).item)
            let situation = try #require(try registrations.situation(of: eve, at: id, withProfile: true))
            let registration = Registration(
                eventID: id, user: eve, status: .registered, registeredAt: LiveEvent.now,
                calendarID: .make(at: LiveEvent.now), contact: try #require(situation.profile))
            try event.table.delete(ProfileKeys.profile(of: eve))
            #expect(try registrations.add(registration, .seat, in: situation, claim: nil) == nil)
            #expect(try event.list() == [])
        }
    }
}
