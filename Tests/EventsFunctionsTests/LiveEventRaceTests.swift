import DynamoDB
import Foundation
import FunctionsTestbed
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("A crowd at an event", .enabled(if: LiveTable.isAvailable), .serialized)
struct LiveEventRaceTests {
    private static let id = "my-event-123"
    private static let clients = Soak.factor > 1 ? 200 : 24

    private let people = (0..<(Self.clients * 4)).map { "person-\($0)" }

    private static func eventID() throws -> EventID { try #require(EventID(id)) }

    private static func makeEvent(in table: Table) throws {
        let (now, day) = (Instant.now, try #require(CivilDate(iso8601: "2026-12-15")))
        let event = Event(
            id: try eventID(), owner: try #require(UserID("owner")), title: "Swift on Lambda", description: "Talks",
            time: EventTime(date: .day(day), start: nil, end: nil, zone: "UTC", startsAt: now), location: "Paris",
            organizer: "Convene", status: .active, createdAt: now, updatedAt: now)
        try table.put(event.item)
        try table.put(Seats(capacity: 50, status: .active, isWaitlistOpen: true).item(of: event.id))
    }

    @Test("people come and go at random, seats are added and taken away, processes are killed: everything stays right")
    func race() throws {
        try LiveTable.with { table in
            try Self.makeEvent(in: table)
            let race = EventRace(seconds: Soak.raceSeconds)
            let functions = try Functions(tableName: table.name)
            defer { functions.stop() }
            for number in 0..<Self.clients {
                race.run(number) { race, chances in try comeOrGo(race, functions, &chances) }
            }
            race.run(-1) { race, chances in try changeCapacity(race, functions, &chances) }
            let name = table.name
            let watch = try EventWatch(of: Self.eventID(), in: Table(name: name, client: LiveTable.client()))
            race.run(-2) { race, _ in for objection in try watch.look() { race.object(objection) } }
            let promoter = Table(name: name, client: try LiveTable.client())
            race.run(-3) { _, _ in try carryOutPromotions(in: promoter, pause: 100_000) }
            race.wait()
            // Requests of a dead process may still be on their way into the table.
            usleep(500_000)
            try carryOutPromotions(in: table, pause: 0)
            let (answers, kills, objections) = race.result
            print("The crowd: \(answers.sorted { $0.key < $1.key }), \(kills) kills, \(watch.looks) looks")
            #expect(objections == [])
            #expect(try EventAudit(of: Self.eventID(), in: table).objections(answers) == [])
            #expect(kills > 0)
            #expect(answers["register 201", default: 0] > 10)
            #expect(answers["unregister 204", default: 0] > 10)
        }
    }

    /// The processes that users share.
    private struct Functions {
        let register: [SharedFunction]
        let unregister: [SharedFunction]
        let update: SharedFunction

        init(tableName: String) throws {
            let count = Soak.factor > 1 ? 8 : 4
            register = try (0..<count).map { _ in try SharedFunction("RegisterForEvent", tableName: tableName) }
            unregister = try (0..<count).map { _ in try SharedFunction("UnregisterFromEvent", tableName: tableName) }
            update = try SharedFunction("UpdateEvent", tableName: tableName)
        }

        func stop() {
            for function in register + unregister + [update] { function.stop() }
        }
    }

    /// Registers or unregisters a user; every twentieth time the process is killed meanwhile.
    private func comeOrGo(_ race: EventRace, _ functions: Functions, _ chances: inout SeededGenerator) throws {
        let person = people[Int.random(in: 0..<people.count, using: &chances)]
        let isComing = Int.random(in: 0..<10, using: &chances) < 6
        let sample = try isComing ? Samples.registering.get() : Samples.leaving.get()
        let event = sample.replacing(["requestContext", "authorizer", "jwt", "claims", "sub"], by: .string(person))
            .replacing(["pathParameters", "user_id"], by: .string(person))
            .replacing(["body"], by: "")
        guard let function = (isComing ? functions.register : functions.unregister).randomElement(using: &chances)
        else { return }
        let isToDie = Int.random(in: 0..<20, using: &chances) == 0
        let delay = isToDie ? UInt32.random(in: 0...20_000, using: &chances) : nil
        guard let status = try function.status(of: event.json(), killAfter: delay) else {
            if isToDie { race.countKill() } else { race.object("there was no answer") }
            return
        }
        race.count("\(isComing ? "register" : "unregister") \(status)")
        let expected = isComing ? [201, 409, 503] : [204, 404, 503]
        if !expected.contains(status) { race.object("somebody was answered \(status)") }
    }

    /// Adds or removes seats as the owner, which works only while no user has them.
    private func changeCapacity(_ race: EventRace, _ functions: Functions, _ chances: inout SeededGenerator) throws {
        let capacity = Int.random(in: 5...60, using: &chances)
        let event = try Samples.registering.get()
            .replacing(["requestContext", "authorizer", "jwt", "claims", "sub"], by: "owner")
            .replacing(["requestContext", "authorizer", "jwt", "claims", "cognito:groups"], by: "[organizer]")
            .replacing(["body"], by: .string(#"{"capacity":\#(capacity)}"#))
        let status = try functions.update.status(of: event.json()) ?? 0
        race.count("update \(status)")
        if ![200, 409, 503].contains(status) { race.object("the owner was answered \(status)") }
        usleep(50_000)
    }

    /// Continues the promotions that the outbox asks for, as the outbox will: each step with what becomes of it.
    private func carryOutPromotions(in table: Table, pause: UInt32) throws {
        let promotions = EventPromotions(table: table)
        for item in try table.all(Scan(filter: attribute("kind") == .string(EventPromotions.kind))) {
            let key = Item.key(item["PK"]?.string ?? "", item["SK"]?.string ?? "")
            let payload = item["payload"]?.map ?? [:]
            let entry = OutboxEntry(
                id: .make(at: .now), kind: EventPromotions.kind, payload: payload, createdAt: .now)
            while try !takeStep(of: entry, at: key, promotions, in: table) {}
        }
        usleep(pause)
    }

    /// Returns whether the step was the last; one that loses a race with other writes is retried, as the courier does.
    private func takeStep(
        of entry: OutboxEntry, at key: Item, _ promotions: EventPromotions, in table: Table
    ) throws -> Bool {
        do {
            let step = try promotions.nextStep(of: entry, at: .now)
            let isLast = step.payload == nil
            let mark: TransactionAction = isLast ? .delete(key: key) : .check(key: key, attribute("PK").exists)
            try table.transact(step.actions + [mark])
            return isLast
        } catch DynamoDBError.transactionCancelled, DynamoDBError.contention {
            return false
        }
    }
}

/// The samples that the functions are sent, read once.
private enum Samples {
    static let registering = Result { try Sample.event("register-for-event") }
    static let leaving = Result { try Sample.event("unregister-from-event") }
}
