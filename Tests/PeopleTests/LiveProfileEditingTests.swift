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

@Suite("Changing profiles, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveProfileEditingTests {
    private static let now = "2026-11-23T09:30:00Z"

    private func changes(_ members: [String: JSONValue]) throws -> ProfileChanges {
        var fields = try #require(BodyFields(JSONDocument(parsing: JSONValue.object(members).json()).root))
        let changes = ProfileChanges(reading: &fields)
        try fields.check()
        return changes
    }

    private func change(
        _ table: Table, _ members: [String: JSONValue], of id: String = "ada", by caller: Identity
    ) throws -> String {
        let editing = ProfileEditing(
            profiles: ProfileRepository(table: table), attempts: Attempts(on: TestHost().host))
        return json(try editing.change(id, changes(members), by: caller, at: moment(Self.now)))
    }

    /// Stores a profile with all members.
    private func fill(_ table: Table) throws {
        let profile = Profile(
            userID: try user("ada"), name: "Ada", email: "old@example.com", isEmailVouched: true, locale: "en-GB",
            timezone: "Europe/London", createdAt: try moment("2026-11-01T00:00:00Z"))
        #expect(try ProfileRepository(table: table).add(profile, claim: nil) != nil)
    }

    private func whole(_ rest: String, name: String = "Ada") -> String {
        #"{"userId":"ada","name":"\#(name)","createdAt":"2026-11-01T00:00:00.000Z"\#(rest)}"#
    }

    private static let old = #","email":"old@example.com","emailVerified":true"#
    private static let place = #","locale":"en-GB","timezone":"Europe/London""#

    @Test("what is given changes, null removes, and what is absent stays")
    func partial() throws {
        try LiveTable.with { table in
            try fill(table)
            let ada = try caller()
            #expect(try change(table, [:], by: ada) == whole(Self.old + Self.place))
            #expect(try change(table, ["name": "Ada King"], by: ada) == whole(Self.old + Self.place, name: "Ada King"))
            #expect(
                try change(table, ["locale": nil, "timezone": "Europe/Paris"], by: ada)
                    == whole(Self.old + #","timezone":"Europe/Paris""#, name: "Ada King"))
            #expect(
                try change(table, ["email": nil, "locale": "fr", "timezone": nil], by: ada)
                    == whole(#","locale":"fr""#, name: "Ada King"))
            #expect(
                try table.all(Scan()) == [
                    [
                        "PK": "STUDENT#ada", "SK": "PROFILE", "entityType": "PROFILE", "userId": "ada",
                        "name": "Ada King", "locale": "fr", "isDeclared": true, "createdAt": "2026-11-01T00:00:00.000Z",
                    ]
                ])
        }
    }

    @Test("mail goes on to an address that the token verifies or a keeper gives, and ends with any other")
    func vouching() throws {
        func email(_ address: String, _ isVouched: Bool) -> String {
            whole(#","email":"\#(address)","emailVerified":\#(isVouched)"# + Self.place)
        }
        try LiveTable.with { table in
            try fill(table)
            let (ada, admin) = (try caller(), try caller("root", .admin))
            // The same address again is no change, though the token doesn't verify it.
            #expect(try change(table, ["email": "old@example.com"], by: ada) == email("old@example.com", true))
            #expect(try change(table, ["email": "new@example.com"], by: ada) == email("new@example.com", false))
            #expect(try change(table, ["email": "new@example.com"], by: ada) == email("new@example.com", false))
            #expect(try change(table, ["email": "new@example.com"], by: admin) == email("new@example.com", true))
            #expect(try change(table, ["email": "ada@example.com"], by: ada) == email("ada@example.com", true))
            let unverified = Identity(userID: try user("ada"), email: "my@example.com", isEmailVerified: false)
            #expect(try change(table, ["email": "my@example.com"], by: unverified) == email("my@example.com", false))
            let service = try caller("program", .service)
            #expect(try change(table, ["email": "my@example.com"], by: service) == email("my@example.com", true))
        }
    }

    @Test("one's own profile that isn't there is made of the token and the body")
    func made() throws {
        let token = Identity(
            userID: try user("ada"), email: "ada@example.com", name: "Ada Lovelace", locale: "en-GB",
            timezone: "Mars/Olympus")
        func made(_ members: [String: JSONValue], by caller: Identity) throws -> String {
            try LiveTable.with { table in
                let answer = try change(table, members, by: caller)
                #expect(try change(table, [:], by: caller) == answer)
                return answer
            }
        }
        let start = #"{"userId":"ada","name":"#
        let time = #","createdAt":"2026-11-23T09:30:00.000Z""#
        let own = #","email":"ada@example.com","emailVerified":true"#
        #expect(try made([:], by: token) == start + #""Ada Lovelace""# + time + own + #","locale":"en-GB"}"#)
        #expect(
            try made(["name": "A", "locale": nil, "timezone": "Europe/Paris"], by: token)
                == start + #""A""# + time + own + #","timezone":"Europe/Paris"}"#)
        #expect(try made(["email": nil, "locale": nil], by: token) == start + #""Ada Lovelace""# + time + "}")
        #expect(
            try made(["email": "x@example.com", "locale": nil], by: token)
                == start + #""Ada Lovelace""# + time + #","email":"x@example.com","emailVerified":false}"#)
    }

    @Test("others' profiles are for keepers, and unknown where there are none")
    func access() throws {
        try LiveTable.with { table in
            try fill(table)
            for role in [Role.student, .mentor, .organizer] {
                #expect(throws: AccessError.notYourself) { try change(table, ["name": "E"], by: caller("bob", role)) }
            }
            for role in [Role.admin, .service] {
                #expect(
                    try change(table, ["name": .string("\(role)")], by: caller("root", role))
                        == whole(Self.old + Self.place, name: "\(role)"))
                for id in ["nobody", "a#b"] {
                    #expect(throws: ProfileError.unknownUser) {
                        try change(table, ["name": "N"], of: id, by: caller("root", role))
                    }
                }
            }
            #expect(try table.all(Scan()).count == 1)
        }
    }

    @Test("changes of different members at the same time all survive")
    func race() throws {
        let all: [[String: JSONValue]] = [
            ["name": "New"], ["email": "new@example.com"], ["locale": "fr"], ["timezone": "Europe/Paris"],
        ]
        try LiveTable.with { table throws in
            try fill(table)
            let (name, threads) = (table.name, DispatchGroup())
            for members in all {
                threads.enter()
                Thread.detachNewThread {
                    // A client belongs to a single thread.
                    let table = Result { Table(name: name, client: try LiveTable.client()) }
                    let answer = Result { try LiveProfileEditingTests().change(table.get(), members, by: caller()) }
                    if case .failure(let error) = answer { Issue.record(error) }
                    threads.leave()
                }
            }
            threads.wait()
            #expect(
                try change(table, [:], by: caller())
                    == whole(
                        #","email":"new@example.com","emailVerified":false,"locale":"fr","timezone":"Europe/Paris""#,
                        name: "New"))
        }
    }

    @Test("two requests that make the same profile at once leave what both say")
    func raceToMake() throws {
        try LiveTable.with { table throws in
            let (name, threads) = (table.name, DispatchGroup())
            for members: [String: JSONValue] in [["name": "New"], ["locale": "fr"]] {
                threads.enter()
                Thread.detachNewThread {
                    let table = Result { Table(name: name, client: try LiveTable.client()) }
                    let answer = Result { try LiveProfileEditingTests().change(table.get(), members, by: caller()) }
                    if case .failure(let error) = answer { Issue.record(error) }
                    threads.leave()
                }
            }
            threads.wait()
            let profile = try ProfileRepository(table: table).profile(of: user("ada"))
            #expect(profile?.name == "New" && profile?.locale == "fr")
        }
    }

    @Test(
        "what is wrong is told all at once, in the words of new profiles",
        arguments: [
            (["name": nil], ["name string_type"]), (["name": " "], ["name value_error"]),
            (["name": ""], ["name string_too_short"]),
            (
                ["name": 5, "email": "nowhere", "locale": "english", "timezone": "Mars/Olympus"],
                ["name string_type", "email value_error", "locale value_error", "timezone value_error"]
            ),
            (
                ["email": "", "locale": "", "timezone": ""],
                ["email value_error", "locale value_error", "timezone value_error"]
            ),
            (["userId": 5, "createdAt": 5, "emailVerified": "yes"], []),
        ] as [([String: JSONValue], [String])])
    func wrong(members: [String: JSONValue], problems: [String]) throws {
        var fields = try #require(BodyFields(JSONDocument(parsing: JSONValue.object(members).json()).root))
        _ = ProfileChanges(reading: &fields)
        #expect(fields.problems.map { "\($0.field) \($0.rule.type)" } == problems)
    }
}
