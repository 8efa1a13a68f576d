import DynamoDB
import JSON
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Events

/// An event in a table, with users who come and go.
struct LiveEvent {
    static let now = Instant(seconds: 1_795_426_200)
    static let id = "swift-evening"

    let table: Table

    /// Creates an event with so many seats in a table of its own.
    static func with(
        capacity: Int, isWaitlistOpen: Bool = true, status: EventStatus = .active, _ test: (LiveEvent) throws -> Void
    ) throws {
        try LiveTable.with { table throws in
            let event = LiveEvent(table: table)
            try table.put(Self.event(status: status).item)
            try table.put(
                Seats(capacity: capacity, status: status, isWaitlistOpen: isWaitlistOpen).item(of: Self.eventID()))
            try test(event)
        }
    }

    static func eventID() throws -> EventID { try #require(EventID(id)) }

    static func event(status: EventStatus = .active) throws -> Event {
        let day = try #require(CivilDate(iso8601: "2026-12-15"))
        return Event(
            id: try eventID(), owner: try #require(UserID("owner")), title: "Swift evening", description: "Talks",
            time: EventTime(date: .day(day), start: 1_080, end: nil, zone: "Europe/Paris", startsAt: now),
            location: "Paris", organizer: "Cocoaheads", status: status, sequence: 3, version: 7, createdAt: now,
            updatedAt: now)
    }

    static func person(_ name: String, _ roles: Set<Role> = []) throws -> Identity {
        Identity(
            userID: try #require(UserID(name)), email: "\(name)@example.com", name: name,
            roles: roles.union(name == "owner" ? [.organizer] : []))
    }

    static func attempts() -> Attempts {
        let test = TestHost(at: now)
        return Attempts(
            on: test.host,
            pacing: Pacing(now: { now }, wait: { _ in }, random: SystemRandomNumberGenerator()))
    }

    var registering: EventRegistration { EventRegistration(table: table, attempts: Self.attempts()) }
    var unregistering: EventUnregistration { EventUnregistration(table: table, attempts: Self.attempts()) }

    /// Registers a user, and returns what they have then, such as `ada waitlisted 2`.
    @discardableResult
    func register(_ name: String, key: IdempotencyKey? = nil, second: Int = 0) throws -> String {
        let answer = try registering.register(
            for: Self.id, as: Self.person(name), at: Self.now.adding(seconds: second), once: key)
        return answer.line
    }

    /// Gives the event another status, as an organizer's edit does.
    func become(_ status: EventStatus) throws {
        for key in [EventKeys.event(try Self.eventID()), EventKeys.seats(try Self.eventID())] {
            try table.update(key, [.set("status", to: .string(status.rawValue))])
        }
    }

    func registerAll(_ names: String...) throws {
        for (second, name) in names.enumerated() { try register(name, second: second) }
    }

    func unregister(_ name: String) throws {
        try unregistering.unregister(name, from: Self.id, as: Self.person(name), at: Self.now)
    }

    /// Returns what the event's owner sees.
    func list() throws -> [String] {
        try RegistrationListing(table: table).registrations(for: Self.id, as: Self.person("owner")).shown.map(\.line)
    }

    func seats() throws -> Seats {
        let item = try #require(try table.get(EventKeys.seats(Self.eventID())))
        return try #require(try Seats.reading(item))
    }

    /// Returns the outbox's entries, each as `event_registered ada 3`, unordered.
    func outbox() throws -> [String] {
        try table.all(Scan()).filter { $0["entityType"] == "OUTBOX" }.map { item in
            let payload = item["payload"]?.map ?? [:]
            let sequence = payload["facts"]?.map?["sequence"] ?? payload["sequence"]
            return [payload["news"]?.string ?? item["kind"]?.string, item["userId"]?.string, sequence?.number?.text]
                .compactMap(\.self).joined(separator: " ")
        }.sorted()
    }

    /// Returns the number of items of each kind but the outbox's.
    func census() throws -> [String: Int] {
        Dictionary(
            try table.all(Scan()).compactMap { $0["entityType"]?.string }.filter { $0 != "OUTBOX" }.map { ($0, 1) },
            uniquingKeysWith: +)
    }
}

extension ListedRegistration {
    var line: String { "\(userId) \(status)\(waitlistPosition.map { " \($0)" } ?? "")" }
}
