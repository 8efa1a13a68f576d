import DynamoDB
import JSON
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import People

@Suite("Exporting what is kept about a user, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveExportTests {
    private let test = TestHost()

    private func part(
        _ table: Table, of id: String = "ada", after cursor: String? = nil, as caller: Identity
    ) throws -> PersonExport.Part {
        let export = PersonExport(records: PersonalRecords(table: table, on: test.host), on: test.host)
        return try export.part(
            about: id, after: try cursor.map { try #require(ExportCursor($0)) }, for: caller,
            at: moment("2026-11-23T09:30:00Z"))
    }

    private func put(_ sort: String, _ item: Item, of id: String = "ada", in table: Table) throws {
        try table.put(Item.key("STUDENT#\(id)", sort).merging(item) { key, _ in key })
    }

    private func fill(_ table: Table) throws {
        try table.makeEvent("e-1")
        try table.register("bob", "ada", for: "e-1")
        let items: [String: Item] = [
            "PROFILE": ["name": "Ada", "createdAt": "2026-11-01T00:00:00Z", "entityType": "PROFILE"],
            "MEETUP_SIGNUP#weekly": [
                "meetupId": "weekly", "email": "ada@example.com", "signedUpAt": "then",
                "entityType": "MEETUP_SIGNUP", "GSI1PK": "MEETUP#weekly", "GSI1SK": "SIGNUP#then#ada",
            ],
            "IDEMPOTENCY#1": ["answer": "kept for a day", "expiresAt": 5],
            "MAILS#2026-11-23": ["count": 7, "expiresAt": 5],
            "ERASURE": [
                "requestedAt": "2026-10-01T00:00:00Z", "requestedBy": "root", "finishedAt": "2026-10-01T00:00:00Z",
            ],
        ]
        for (sort, item) in items { try put(sort, item, in: table) }
    }

    @Test("it has everything that is kept, and always the same members")
    func everything() throws {
        try LiveTable.with { table in
            #expect(
                json(try part(table, as: caller()).shown)
                    == #"{"userId":"ada","exportedAt":"2026-11-23T09:30:00.000Z","profile":null,"registrations":[],"#
                    + #""meetupSignups":[],"others":[],"erasure":null}"#)
            try fill(table)
            let part = try part(table, as: caller("root", .admin))
            #expect(part.next == nil && part.query == nil)
            let exported = try JSONValue(parsing: json(part.shown).utf8)
            let calendarID = try table.get(.key("EVENT#e-1", "REGISTRATION#ada"))?["calendarId"]?.string ?? ""
            let registration = exported["registrations"]?.array?.first?.object?.filter { $0.key != "event" }
            #expect(
                registration == [
                    "eventId": "e-1", "userId": "ada", "status": "waitlisted", "waitlistPosition": 1,
                    "registeredAt": "2026-11-20T10:00:00.000Z", "calendarId": .string(calendarID),
                    "name": "Name of ada", "email": "ada@example.com", "language": "en",
                ])
            #expect(exported["registrations"]?.array?.first?["event"]?["title"] == "Event e-1")
            #expect(
                exported.object?.filter { $0.key != "registrations" } == [
                    "userId": "ada", "exportedAt": "2026-11-23T09:30:00.000Z",
                    "profile": ["userId": "ada", "name": "Ada", "createdAt": "2026-11-01T00:00:00.000Z"],
                    "meetupSignups": [["meetupId": "weekly", "email": "ada@example.com", "signedUpAt": "then"]],
                    "others": [],
                    "erasure": ["requestedAt": "2026-10-01T00:00:00.000Z", "finishedAt": "2026-10-01T00:00:00.000Z"],
                ])
            #expect(test.host.counters.values.isEmpty)
        }
    }

    @Test("what no feature answers for is shown as it is kept, and is an error of ours that names nobody")
    func unanswered() throws {
        try LiveTable.with { table in
            let item: Item = ["entityType": "ZETA", "flags": .stringSet(["b", "a"]), "count": 3, "expiresAt": 9]
            try put("ZETA#ada@example.com", item, in: table)
            let exported = try JSONValue(parsing: json(part(table, as: caller()).shown).utf8)
            #expect(exported["others"] == [["entityType": "ZETA", "flags": ["a", "b"], "count": 3]])
            #expect(test.host.counters.values.map(\.name) == ["Errors"])
            let errors = test.logged.filter { $0.contains(#""ERROR""#) }
            #expect(errors.count == 1 && errors.allSatisfy { $0.contains("no feature answers for ZETA#") })
            #expect(!errors.joined().contains("example.com"))
        }
    }

    /// Returns all parts, one after another.
    private func parts(_ table: Table, as caller: Identity) throws -> [JSONValue] {
        var (parts, cursor) = ([JSONValue](), String?.none)
        repeat {
            let part = try part(table, after: cursor, as: caller)
            let text = json(part.shown)
            #expect(JSONValue.string(text).json().count < 5_000_000)
            #expect(part.query == part.next.map { "cursor=\($0)" })
            parts.append(try JSONValue(parsing: text.utf8))
            cursor = part.next
        } while cursor != nil && parts.count < 20
        return parts
    }

    private let members: Set<String> = [
        "userId", "exportedAt", "profile", "registrations", "meetupSignups", "others", "erasure",
    ]

    @Test("items near their greatest length come in pages below five megabytes, each item once")
    func long() throws {
        try LiveTable.with { table in
            let text = String(repeating: "\"", count: 390_000)
            for number in 10..<17 {
                try put("MEETUP_SIGNUP#m-\(number)", ["m": .number(number), "t": .string(text)], in: table)
            }
            let parts = try parts(table, as: caller())
            #expect(parts.map { $0["meetupSignups"]?.array?.count } == [2, 2, 2, 1])
            #expect(parts.flatMap { $0["meetupSignups"]?.array ?? [] }.compactMap { $0["m"]?.int } == Array(10..<17))
            for part in parts { #expect(part.object.map { Set($0.keys) } == members) }
        }
    }

    @Test("hundreds of registrations come in pages, each once")
    func many() throws {
        try LiveTable.with { table in
            let ids = (100..<620).map { "e-\($0)" }
            for id in ids {
                try table.makeEvent(id)
                try table.register("ada", for: id)
            }
            try put("PROFILE", ["name": "Ada", "createdAt": "2026-11-01T00:00:00Z"], in: table)
            let parts = try parts(table, as: caller())
            #expect(parts.map { $0["registrations"]?.array?.count } == [499, 21])
            let found = parts.flatMap { $0["registrations"]?.array ?? [] }.compactMap { $0["eventId"]?.string }
            #expect(found == ids)
            #expect(parts.map { $0["profile"] == .null } == [false, true])
        }
    }

    @Test("a forged cursor reads nothing of others; after the end there is nothing, and nobody becomes known")
    func forged() throws {
        try LiveTable.with { table in
            try fill(table)
            try put("PROFILE", ["name": "Bob", "createdAt": "2026-11-01T00:00:00Z"], of: "bob", in: table)
            for sort in ["", " ", "STUDENT#bob", "PROFILE", "ZZZ"] where !sort.isEmpty {
                let part = try part(table, after: ExportCursor(after: sort).text, as: caller())
                #expect(!json(part.shown).contains(#""name":"Bob""#))
                #expect(part.next == nil)
            }
            let end = ExportCursor(after: "ZZZ").text
            #expect(try part(table, after: end, as: caller()).shown.isEmpty)
            #expect(throws: ProfileError.unknownUser) {
                try part(table, of: "nobody", after: end, as: caller("root", .admin))
            }
        }
    }

    @Test("of a user who was erased there is nothing but that, for themselves too")
    func erased() throws {
        try LiveTable.with { table in
            try put("ERASURE", ["requestedAt": "2026-10-01T00:00:00Z", "requestedBy": "ada"], in: table)
            let people = [try caller(), try caller("root", .admin)]
            for person in people {
                #expect(
                    json(try part(table, as: person).shown).hasSuffix(
                        #""erasure":{"requestedAt":"2026-10-01T00:00:00.000Z"}}"#))
            }
            let end = try moment("2026-10-01T00:00:09Z")
            try table.update(ProfileKeys.erasure(of: user("ada")), [.set("finishedAt", to: .string(end.iso8601))])
            try put("MAILS#2026-10-01", ["count": 1], in: table)
            for person in people {
                #expect(throws: PersonError.erased(end)) { try part(table, as: person) }
            }
        }
    }

    @Test("nobody is handed what is kept about another but administrators, services neither")
    func access() throws {
        try LiveTable.with { table in
            try fill(table)
            for role in [Role.student, .mentor, .organizer, .service] {
                #expect(throws: AccessError.notYourself) { _ = try part(table, as: caller("bob", role)) }
            }
            for id in ["nobody", "a#b"] {
                #expect(throws: ProfileError.unknownUser) { _ = try part(table, of: id, as: caller("root", .admin)) }
            }
        }
    }
}
