import AWS
import Delivery
import DynamoDB
import LambdaEvents
import Mail
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Outbox

/// An outbox in a table of its own, a clock that the test sets, and a mail service that the test controls.
final class Desk {
    static let start = Instant(seconds: 1_795_278_600)

    let table: Table
    private let test: TestHost
    private let clock = Clock()
    let host: Host
    /// The mail service's check of an address; by default it takes all.
    var takes: (_ address: String) throws(SESError) -> Void = { _ in }
    private(set) var sent: [String] = []

    private final class Clock {
        var now = Desk.start
    }

    init(_ table: Table, _ settings: [String: String] = [:]) {
        self.table = table
        test = TestHost(settings)
        let clock = clock
        host = Host(settings: test.host.settings, log: test.host.log, clock: { clock.now })
    }

    var now: Instant {
        get { clock.now }
        set { clock.now = newValue }
    }

    var counts: [String: Int] {
        Dictionary(host.counters.values.map { ($0.name, $0.value) }) { $1 }
    }

    private func courier(on table: Table? = nil) -> Courier {
        Courier(
            [.mail("note") { note }], outbox: OutboxRepository(table: table ?? self.table),
            post: { [unowned self] mail throws(SESError) in
                let address = mail.recipients.joined()
                try takes(address)
                sent.append(address)
                return "ses-\(sent.count)"
            }, host: host, clock: { [clock] in clock.now })
    }

    func dispatch(on table: Table? = nil) -> OutboxDispatch {
        OutboxDispatch(courier(on: table), on: host)
    }

    var sweep: OutboxSweep {
        OutboxSweep(courier(), outbox: OutboxRepository(table: table), on: host)
    }

    /// Puts a note to each address into the outbox.
    func add(_ addresses: String...) throws -> [OutboxEntry] {
        try add(addresses)
    }

    func add(_ addresses: [String]) throws -> [OutboxEntry] {
        try addresses.map { address in
            let entry = OutboxEntry(
                id: .make(at: now), kind: "note", payload: ["email": .string(address)], createdAt: now)
            try table.transact([entry.put])
            return entry
        }
    }

    func statuses(_ entries: [OutboxEntry]) throws -> [String?] {
        try entries.map { entry in
            try table.get(entry.item.filter { ["PK", "SK"].contains($0.key) })?["status"]?.string
        }
    }

    /// Waits until the index shows the given number of pending entries, of all shards.
    func waitUntilIndexShows(_ count: Int) throws {
        try LiveTable.wait {
            try (0..<OutboxEntry.shards).map { shard in
                let partition = AttributeValue.string(OutboxEntry.indexPartition(ofShard: shard))
                return try table.all(Query(KeyCondition("GSI1PK", equals: partition), index: "GSI1")).count
            }.reduce(0, +) == count
        }
    }
}

/// Returns the mail that an entry asks for.
@Sendable private func note(_ entry: OutboxEntry) throws -> MailMessage {
    MailMessage(
        id: entry.id, date: entry.createdAt, sender: try MailAddress("post@convene.example"),
        recipient: try MailAddress(entry.payload["email"]?.string ?? ""), subject: "Note", text: "Hello",
        html: "<p>Hello</p>")
}

extension StreamRecord {
    /// Creates the stream's record of a new entry.
    init(_ number: Int, _ entry: OutboxEntry, change: Change = .insert) {
        self.init(
            sequenceNumber: "\(number)", change: change, key: entry.item.filter { ["PK", "SK"].contains($0.key) },
            newImage: entry.item)
    }
}
