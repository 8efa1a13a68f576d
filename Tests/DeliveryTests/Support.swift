import AWS
import DynamoDB
import Mail
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Delivery

/// Returns the moment that an ISO 8601 text names.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: text))
}

/// An outbox in a table of its own, a clock that the test sets, and a mail service that the test controls.
final class Desk {
    static let start = Instant(seconds: 1_795_278_600)

    let table: Table
    let outbox: OutboxRepository
    private let time: Time
    private let log: Lines
    let host: Host
    /// The mail service's response to each mail; by default it takes all.
    var mailService: (OutgoingMail) throws(SESError) -> String = { _ in "ses-1" }
    private(set) var sent: [OutgoingMail] = []

    private final class Time {
        var now = Desk.start
    }

    private final class Lines {
        var written: [String] = []
    }

    init(_ table: Table) {
        let (time, log) = (Time(), Lines())
        (self.time, self.log, self.table) = (time, log, table)
        outbox = OutboxRepository(table: table)
        host = Host(
            settings: Settings([:]),
            log: Log(function: "Test") { log.written.append(String(decoding: $0, as: UTF8.self)) },
            clock: { time.now })
    }

    var now: Instant {
        get { time.now }
        set { time.now = newValue }
    }

    var logged: [String] { log.written }

    var counts: [String: Int] {
        Dictionary(host.counters.values.map { ($0.name, $0.value) }) { $1 }
    }

    /// Returns a courier whose process has the given time to live.
    func courier(_ kinds: [EffectKind] = [.mail("note") { note }], seconds: Int? = nil) -> Courier {
        host.deadline = seconds.map { now.adding(seconds: $0) }
        return Courier(
            kinds, outbox: outbox,
            post: { [unowned self] mail throws(SESError) in
                sent.append(mail)
                return try mailService(mail)
            }, host: host, clock: { [time] in time.now }, random: SeededGenerator(seed: 1))
    }

    func add(kind: String = "note", payload: Item = ["email": "ada@example.com"]) throws -> OutboxEntry {
        let entry = OutboxEntry(id: .make(at: now), kind: kind, payload: payload, createdAt: now)
        try table.transact([entry.put])
        return entry
    }

    /// Returns the entry as it is in the table.
    func item(_ entry: OutboxEntry) throws -> Item {
        try #require(try table.get(entry.key))
    }

    /// Returns whether the entry has the index's keys, as it does while it is pending.
    func isPending(_ entry: OutboxEntry) throws -> Bool {
        let item = try item(entry)
        return item["GSI1PK"] != nil && item["GSI1SK"] != nil
    }
}

extension OutboxEntry {
    var key: Item { item.filter { ["PK", "SK"].contains($0.key) } }
}

extension Item {
    /// The item without the parts that these tests do not look at.
    var state: Item {
        filter {
            ["status", "attempts", "reason", "leaseUntil", "endedAt", "expiresAt", "sesMessageId"].contains($0.key)
        }
    }
}

/// Returns the mail that an entry asks for; throws for an invalid address.
@Sendable func note(_ entry: OutboxEntry) throws -> MailMessage {
    MailMessage(
        id: entry.id, date: entry.createdAt, sender: try MailAddress("post@convene.example"),
        recipient: try MailAddress(entry.payload["email"]?.string ?? ""), subject: "Note", text: "Hello",
        html: "<p>Hello</p>")
}
