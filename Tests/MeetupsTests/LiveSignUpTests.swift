import DynamoDB
import Foundation
import Mail
import News
import Platform
import Scheduling
import Storage
import Testbed
import Testing
import Time

@testable import Meetups

@Suite("Signing up, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveSignUpTests {
    private let test = TestHost()

    private func signUp(
        _ table: Table, at now: String, once key: String? = nil, body: String = ""
    ) throws -> SignUpReceipt {
        let meetups = MeetupSignUp(
            catalogue: try .live(on: test.host), signUps: SignUpRepository(table: table),
            attempts: Attempts(on: test.host), log: test.host.log)
        let claim = key.flatMap { IdempotencyKey($0, method: "POST", path: "/", body: Array(body.utf8)) }
        return try meetups.signUp(person(), for: "spec-driven-dev-weekly", at: moment(now), once: claim)
    }

    private func flags(_ table: Table) throws -> [String: Bool] {
        let listing = MeetupListing(catalogue: try .live(on: test.host), signUps: SignUpRepository(table: table))
        let meetups = try listing.meetups(for: user("user-123"), at: moment("2026-11-23T16:30:00Z"))
        return Dictionary(meetups.map { ($0.meetup.id, $0.isSignedUp) }) { one, _ in one }
    }

    private let key = Item.key("STUDENT#user-123", "MEETUP_SIGNUP#spec-driven-dev-weekly")

    private func invitations(_ table: Table) throws -> [Item] {
        try table.all(Scan()).filter { $0["entityType"] == "OUTBOX" }
    }

    @Test("sign up, find the record as the document has it, list the meetups, and see isSignedUp: true")
    func integration() throws {
        try LiveTable.with { table in
            #expect(try flags(table) == ["spec-driven-dev-weekly": false, "context-engineering-weekly": false])
            _ = try signUp(table, at: "2026-11-23T16:30:00Z")
            let record = try #require(try table.get(key))
            let documented = ["PK", "SK", "meetupId", "signedUpAt", "entityType"]
            #expect(
                record.filter { documented.contains($0.key) } == [
                    "PK": "STUDENT#user-123", "SK": "MEETUP_SIGNUP#spec-driven-dev-weekly",
                    "meetupId": "spec-driven-dev-weekly", "signedUpAt": "2026-11-23T16:30:00.000Z",
                    "entityType": "MEETUP_SIGNUP",
                ])
            #expect(record["email"] == "ada@example.com")
            #expect(record["name"] == "Ada Lovelace")
            #expect(record["language"] == "en")
            #expect(
                try invitations(table).map { $0["payload"]?.map?["facts"]?.map?["calendarId"] } == [
                    record["calendarId"]
                ])
            #expect(try flags(table) == ["spec-driven-dev-weekly": true, "context-engineering-weekly": false])
        }
    }

    @Test("signing up twice leaves one record with the first time, and a second invitation only after a minute")
    func twice() throws {
        try LiveTable.with { table in
            let first = try signUp(table, at: "2026-11-23T16:30:00Z")
            #expect(try signUp(table, at: "2026-11-23T16:30:59.999Z") == first)
            #expect(try invitations(table).count == 1)
            #expect(try signUp(table, at: "2026-11-23T16:31:00Z") == first)
            #expect(try signUp(table, at: "2026-11-23T16:31:00Z") == first)
            let record = try #require(try table.get(key))
            #expect(record["signedUpAt"] == "2026-11-23T16:30:00.000Z")
            #expect(record["lastInviteAt"] == "2026-11-23T16:31:00.000Z")
            let invitations = try invitations(table)
            #expect(invitations.count == 2)
            #expect(Set(invitations.map { $0["payload"]?.map?["facts"]?.map?["calendarId"] }) == [record["calendarId"]])
            #expect(Set(invitations.map { $0["payload"]?.map?["facts"]?.map?["sequence"] }) == [0])
            #expect(try table.all(Scan()).count == 3)
        }
    }

    @Test("a record as the document has it, and no more in it, counts: signing up again succeeds and completes it")
    func documentsOwnRecord() throws {
        try LiveTable.with { table in
            try table.put(
                key.merging([
                    "meetupId": "spec-driven-dev-weekly", "signedUpAt": "2025-01-02T03:04:05.678Z",
                    "entityType": "MEETUP_SIGNUP",
                ]) { one, _ in one })
            #expect(try flags(table)["spec-driven-dev-weekly"] == true)
            for now in ["2026-11-23T16:30:00Z", "2026-11-23T16:40:00Z"] {
                #expect(try signUp(table, at: now).signedUpAt == moment("2025-01-02T03:04:05.678Z"))
            }
            let record = try #require(try table.get(key))
            #expect(record["signedUpAt"] == "2025-01-02T03:04:05.678Z")
            #expect(record["calendarId"]?.string.flatMap(UUIDv7.init) != nil)
            let calendarIDs = try invitations(table).map { $0["payload"]?.map?["facts"]?.map?["calendarId"] }
            #expect(calendarIDs == [record["calendarId"], record["calendarId"]])
        }
    }

    @Test("the same request with the same key is answered the same and does nothing more; a changed one is refused")
    func replays() throws {
        try LiveTable.with { table in
            let first = try signUp(table, at: "2026-11-23T16:30:00Z", once: "key-1")
            #expect(try signUp(table, at: "2026-11-23T18:30:00Z", once: "key-1") == first)
            #expect(try invitations(table).count == 1)
            #expect(throws: IdempotencyError.keyReused) {
                try signUp(table, at: "2026-11-23T18:30:00Z", once: "key-1", body: "{}")
            }
            // A day later the key is free, though the item is still there.
            _ = try signUp(table, at: "2026-11-24T16:30:01Z", once: "key-1", body: "{}")
            #expect(try invitations(table).count == 2)
        }
    }

    @Test("cancelling leaves nothing of the sign-up, and one mail whose calendar file cancels what the invitation made")
    func cancelled() throws {
        try LiveTable.with { table in
            _ = try signUp(table, at: "2026-11-23T16:30:00Z")
            let cancellation = MeetupSignUpCancellation(
                catalogue: try .live(on: test.host), signUps: SignUpRepository(table: table),
                attempts: Attempts(on: test.host))
            for now in ["2026-11-23T16:31:00Z", "2026-11-23T16:32:00Z"] {
                try cancellation.cancel("spec-driven-dev-weekly", of: user("user-123"), at: moment(now))
            }
            #expect(try table.get(key) == nil)
            let mail = NewsMail(
                MeetupNews(zones: ZoneFiles()).kinds,
                letterhead: Letterhead(
                    sender: try MailAddress(name: "Convene", "post@convene.example"),
                    website: "https://convene.example/"))
            let entries = try invitations(table).compactMap(OutboxEntry.init).sorted { $0.createdAt < $1.createdAt }
            let files = try entries.map { try #require(mail.message(for: $0).invitation) }
            #expect(files.map(\.method) == ["REQUEST", "CANCEL"])
            let lines = files.map { file in
                String(decoding: file.file, as: UTF8.self).components(separatedBy: "\r\n")
                    .drop { $0 != "BEGIN:VEVENT" }
            }
            for name in ["UID:", "DTSTART;", "RRULE:", "ORGANIZER;"] {
                let values = lines.map { $0.filter { $0.hasPrefix(name) } }
                #expect(values.count == 2 && values[0] == values[1] && values[0].count == 1, "\(name)")
            }
            #expect(lines.map { $0.filter { $0.hasPrefix("SEQUENCE:") } } == [["SEQUENCE:0"], ["SEQUENCE:1"]])
            #expect(try flags(table)["spec-driven-dev-weekly"] == false)
        }
    }

    /// The results of a race's threads.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private(set) var receipts: [SignUpReceipt] = []
        private(set) var errors: [String] = []

        func note(_ result: Result<SignUpReceipt, any Error>) {
            lock.withLock {
                switch result {
                case .success(let receipt): receipts.append(receipt)
                case .failure(let error): errors.append("\(error)")
                }
            }
        }
    }

    @Test(
        "eight who sign the same person up at once all succeed, with one record and one invitation",
        arguments: ["no key", "the same key", "a key each"])
    func race(keys: String) throws {
        try LiveTable.with { table in
            let results = Results()
            let name = table.name
            let threads = DispatchGroup()
            for number in 0..<8 {
                threads.enter()
                Thread.detachNewThread {
                    let key = ["no key": nil, "the same key": "key", "a key each": "key-\(number)"][keys]
                    results.note(
                        Result {
                            // A client belongs to a single thread.
                            let table = Table(name: name, client: try LiveTable.client())
                            return try LiveSignUpTests().signUp(
                                table, at: "2026-11-23T16:30:0\(number)Z", once: key ?? nil)
                        })
                    threads.leave()
                }
            }
            threads.wait()
            #expect(results.errors == [])
            let record = try #require(try table.get(key))
            let signedUpAt = try #require(record["signedUpAt"]?.string)
            let receipt = SignUpReceipt(meetupID: "spec-driven-dev-weekly", signedUpAt: try moment(signedUpAt))
            #expect(results.receipts == Array(repeating: receipt, count: 8))
            #expect(try invitations(table).count == 1)
            let claims = ["no key": 0, "the same key": 1, "a key each": 8][keys] ?? 0
            #expect(try table.all(Scan()).count == 2 + claims)
        }
    }
}
