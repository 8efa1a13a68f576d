import AWS
import Delivery
import DynamoDB
import JSON
import Platform
import Profiles
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Events
@testable import Outbox

/// An event in a table, the services that change it, and the functions' courier with a postbox of the test.
final class EventDesk {
    static let start = Instant(seconds: 1_795_278_600)
    private static let settings = [
        "MAIL_FROM": "Convene <post@convene.example>", "WEB_BASE_URL": "https://convene.example",
    ]

    let table: Table
    let host: Host
    private let clock = Clock()
    /// The addressees and subjects of the mails, in the order of sending.
    private(set) var sent: [String] = []

    private final class Clock {
        var now = EventDesk.start
    }

    init(_ table: Table) {
        let clock = clock
        self.table = table
        host = Host(
            settings: Settings(Self.settings), log: Log(function: "Test") { _ in }, clock: { clock.now })
    }

    static func eventID() throws -> EventID { try #require(EventID("swift-evening")) }

    static func owner() throws -> Identity {
        Identity(userID: try #require(UserID("grace")), roles: [.organizer])
    }

    private static func person(_ name: String) throws -> Identity {
        Identity(userID: try #require(UserID(name)), email: "\(name)@example.com", name: name, roles: [])
    }

    var now: Instant {
        get { clock.now }
        set { clock.now = newValue }
    }

    /// Creates the event with the given number of seats, of which the first users each get one; the others wait.
    func open(capacity: Int, people: Int = 0) throws {
        let (id, owner) = (try Self.eventID(), try Self.owner().userID)
        let day = try #require(CivilDate(iso8601: "2026-12-15"))
        let event = Event(
            id: id, owner: owner, title: "Swift", description: "Talks",
            time: EventTime(date: .day(day), start: 1_080, end: nil, zone: "Europe/Paris", startsAt: now),
            location: "Paris", organizer: "Cocoaheads", status: .active, createdAt: now, updatedAt: now)
        let seated = min(capacity, people)
        try table.put(event.item)
        try table.put(
            Seats(
                capacity: capacity, status: .active, isWaitlistOpen: true, registered: seated,
                waiting: people - seated, nextTicket: people - seated + 1
            ).item(of: id))
        let crowd = try (0..<people).map { number in
            Registration(
                eventID: id, user: try #require(UserID("p\(number)")),
                status: number < seated ? .registered : .waitlisted(ticket: number - seated + 1), registeredAt: now,
                calendarID: .make(at: now),
                contact: Contact(name: "P\(number)", email: "p\(number)@example.com", language: .english))
        }
        try table.batchWrite(crowd.flatMap { [$0.item, $0.pointer, $0.place].compactMap(\.self) }.map { .put($0) })
    }

    func register(_ name: String) throws {
        _ = try EventRegistration(table: table, attempts: Attempts(on: host)).register(
            for: Self.eventID().text, as: Self.person(name), at: now)
        now = now.adding(seconds: 1)
    }

    func unregister(_ name: String) throws {
        try EventUnregistration(table: table, attempts: Attempts(on: host)).unregister(
            name, from: Self.eventID().text, as: Self.person(name), at: now)
    }

    private var editing: EventEditing {
        EventEditing(events: EventRepository(table: table), attempts: Attempts(on: host), zones: ZoneFiles())
    }

    func change(_ body: String) throws {
        var fields = try #require(BodyFields(JSONDocument(parsing: Array(body.utf8)).root))
        _ = try editing.change(Self.eventID(), editing.read(&fields), by: Self.owner(), at: now)
    }

    func delete() throws {
        try editing.delete(Self.eventID(), by: Self.owner(), at: now)
    }

    /// Returns a courier with the functions' kinds, whose process sees the table through `table`.
    func courier(on table: Table? = nil) throws -> Courier {
        let table = table ?? self.table
        return Courier(
            EffectKind.all(on: host, table: table), outbox: OutboxRepository(table: table),
            post: { [unowned self] mail throws(SESError) in
                let lines = String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n")
                let subject = lines.first { $0.hasPrefix("Subject: ") }?.dropFirst(9) ?? ""
                sent.append("\(mail.recipients.joined().prefix { $0 != "@" }): \(subject)")
                return "ses-\(sent.count)"
            }, host: host, clock: { [clock] in clock.now })
    }

    /// Returns the pending entries, the oldest first, of all kinds or of the given one.
    func pending(_ kind: String? = nil) throws -> [Item] {
        try outbox().filter { $0["status"] == "PENDING" && (kind == nil || $0["kind"]?.string == kind) }
    }

    /// Carries out all entries, and those that they leave, until none remain; returns the mails sent meanwhile.
    func carryOutAll() throws -> [String] {
        let before = sent.count
        let courier = try courier()
        for _ in 0..<100 {
            let entries = try pending()
            guard !entries.isEmpty else { break }
            for entry in entries { try courier.deliver(entry) }
        }
        #expect(try pending().isEmpty)
        return Array(sent.dropFirst(before))
    }

    /// Returns the users for whom the outbox has news of the given kind.
    func told(_ kind: String) throws -> [String] {
        try outbox().filter { $0["kind"] == "news" && $0["payload"]?.map?["news"]?.string == kind }
            .compactMap { $0["userId"]?.string }.sorted()
    }

    func seats() throws -> Seats? {
        try table.get(EventKeys.seats(Self.eventID())).flatMap { try Seats.reading($0) }
    }

    /// Returns the number of items, without the outbox's and the counts of mails.
    func remains() throws -> Int {
        try table.all(Scan()).count { $0["entityType"] != "OUTBOX" && $0["entityType"] != "MAILS" }
    }

    private func outbox() throws -> [Item] {
        try table.all(Scan()).filter { $0["entityType"] == "OUTBOX" }
            .sorted { ($0["PK"]?.string ?? "") < ($1["PK"]?.string ?? "") }
    }
}
