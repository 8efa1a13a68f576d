import DynamoDB
import Foundation
import JSON
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import People

@Suite("Profiles, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveProfileTests {
    private static let now = "2026-11-23T09:30:00Z"

    private func create(
        _ table: Table, _ members: [String: JSONValue], by caller: Identity, at now: String = now,
        once key: String? = nil
    ) throws -> VisibleProfile {
        let body = JSONValue.object(members).json()
        var fields = try #require(BodyFields(JSONDocument(parsing: body).root))
        let new = NewProfile(reading: &fields, by: caller)
        try fields.check()
        return try ProfileCreation(profiles: ProfileRepository(table: table)).create(
            new, by: caller, at: moment(now),
            once: key.flatMap { IdempotencyKey($0, method: "POST", path: "/users", body: body) })
    }

    private func look(_ table: Table, at id: String, by caller: Identity) throws -> String {
        json(try ProfileLookup(profiles: ProfileRepository(table: table)).profile(id, for: caller))
    }

    @Test("people make their own profile and see all of it; others see the name, administrators all")
    func own() throws {
        try LiveTable.with { table in
            let made = try create(table, ["name": "Ada", "email": "ada@example.com"], by: caller())
            let whole =
                #"{"userId":"ada","name":"Ada","createdAt":"2026-11-23T09:30:00.000Z","email":"ada@example.com","#
                + #""emailVerified":true}"#
            #expect(json(made) == whole)
            #expect(try look(table, at: "ada", by: caller()) == whole)
            #expect(try look(table, at: "ada", by: caller("admin", .admin)) == whole)
            #expect(try look(table, at: "ada", by: caller("program", .service)) == whole)
            for role in [Role.student, .mentor, .organizer] {
                #expect(try look(table, at: "ada", by: caller("bob", role)) == #"{"userId":"ada","name":"Ada"}"#)
            }
            #expect(
                try table.all(Scan()) == [
                    [
                        "PK": "STUDENT#ada", "SK": "PROFILE", "entityType": "PROFILE", "userId": "ada", "name": "Ada",
                        "email": "ada@example.com", "emailVouched": true, "isDeclared": true,
                        "createdAt": "2026-11-23T09:30:00.000Z",
                    ]
                ])
        }
    }

    @Test("nobody makes another's profile, nor a second one; nothing is changed by trying")
    func refused() throws {
        try LiveTable.with { table in
            _ = try create(table, ["name": "Ada", "userId": "ada"], by: caller())
            #expect(throws: ProfileError.userExists) { try create(table, ["name": "Eve"], by: caller()) }
            #expect(throws: ProfileError.userExists) {
                try create(table, ["name": "Eve", "userId": "ada"], by: caller("admin", .admin))
            }
            #expect(throws: AccessError.notYourself) {
                try create(table, ["name": "Eve", "userId": "eve"], by: caller("ada", .organizer))
            }
            #expect(try table.all(Scan()).map { $0["name"] } == ["Ada"])
        }
    }

    @Test("administrators and programs make anybody's, under the id that they name or one that is made up")
    func others() throws {
        try LiveTable.with { table in
            #expect(try create(table, ["name": "G", "userId": "g"], by: caller("root", .admin)).userID.text == "g")
            let made = try create(table, ["name": "H"], by: caller("root", .service))
            let id = try #require(UUIDv7(made.userID.text))
            #expect(id.instant == (try moment(Self.now)))
            #expect(try look(table, at: made.userID.text, by: caller("bob")).contains(#""name":"H""#))
            let own = try create(table, ["name": "R", "userId": "auth0|root"], by: caller("auth0|root", .admin))
            #expect(own.userID.text == "auth0|root")
        }
    }

    @Test(
        "the same request with the same key makes one profile and is answered the same, with nothing of it kept twice")
    func replays() throws {
        try LiveTable.with { table in
            let members: [String: JSONValue] = ["name": "H", "email": "h@example.com"]
            let admin = try caller("root", .admin)
            let first = try create(table, members, by: admin, once: "key-1")
            #expect(try create(table, members, by: admin, at: "2026-11-23T10:30:00Z", once: "key-1") == first)
            #expect(throws: IdempotencyError.keyReused) {
                try create(table, ["name": "I"], by: admin, once: "key-1")
            }
            #expect(try table.all(Scan()).count == 2)
            let claims = try table.all(Scan()).filter { $0["entityType"] == "IDEMPOTENCY" }
            let receipt: Item = ["userID": .string(first.userID.text), "createdAt": "2026-11-23T09:30:00.000Z"]
            #expect(claims.map { $0["answer"] } == [.map(receipt)])
        }
    }

    @Test("who has no profile is unknown, and so is what cannot be an id", arguments: ["bob", "a#b", "Zoë"])
    func unknown(id: String) throws {
        try LiveTable.with { table -> Void in
            #expect(throws: ProfileError.unknownUser) { try look(table, at: id, by: caller()) }
        }
    }

    @Test("of eight who make the same profile at once, one makes it")
    func race() throws {
        try LiveTable.with { table throws in
            let (name, outcomes, threads) = (table.name, Outcomes(), DispatchGroup())
            for number in 0..<8 {
                threads.enter()
                Thread.detachNewThread {
                    outcomes.note {
                        // A client belongs to a single thread.
                        let table = Table(name: name, client: try LiveTable.client())
                        _ = try LiveProfileTests().create(table, ["name": .string("\(number)")], by: caller())
                    }
                    threads.leave()
                }
            }
            threads.wait()
            #expect(outcomes.made == 1)
            #expect(outcomes.errors == Array(repeating: "userExists", count: 7))
            #expect(try table.all(Scan()).count == 1)
        }
    }

    /// The results of a race's threads.
    private final class Outcomes: @unchecked Sendable {
        private let lock = NSLock()
        private(set) var made = 0
        private(set) var errors: [String] = []

        func note(_ work: () throws -> Void) {
            let result = Result { try work() }
            lock.withLock {
                switch result {
                case .success: made += 1
                case .failure(let error): errors.append("\(error)")
                }
            }
        }
    }
}
