import JSON
import Platform
import Testing

@testable import People

@Suite("What is asked for when someone is to have a profile")
struct NewProfileTests {
    /// Returns the profile, and each wrong field with the rule that it breaks.
    private func read(
        _ members: [String: JSONValue], by id: String = "ada"
    ) throws -> (profile: NewProfile, problems: [String]) {
        let document = try JSONDocument(parsing: JSONValue.object(members).json())
        var fields = try #require(BodyFields(document.root))
        let profile = NewProfile(reading: &fields, by: try caller(id))
        return (profile, fields.problems.map { "\($0.field) \($0.rule.type)" })
    }

    @Test("a name is enough")
    func nameAlone() throws {
        let (profile, problems) = try read(["name": "Ada"])
        #expect(problems == [])
        let made = profile.profile(of: try user("ada"), by: try caller(), at: try moment("2026-11-23T09:30:00Z"))
        #expect(json(made) == #"{"userId":"ada","name":"Ada","createdAt":"2026-11-23T09:30:00.000Z"}"#)
    }

    @Test("all that can be said is kept as it was said; other members are passed over")
    func everything() throws {
        let (profile, problems) = try read([
            "userId": "ada", "name": " Ada\n", "email": "ada@example.com", "locale": "en-GB",
            "timezone": "Europe/London", "createdAt": 5, "roles": ["admin"],
        ])
        #expect(problems == [])
        let made = profile.profile(of: try user("ada"), by: try caller(), at: try moment("2026-11-23T09:30:00Z"))
        #expect(
            json(made)
                == #"{"userId":"ada","name":" Ada\n","createdAt":"2026-11-23T09:30:00.000Z","#
                + #""email":"ada@example.com","emailVerified":true,"locale":"en-GB","timezone":"Europe/London"}"#)
    }

    @Test("null is as good as absent, but for the name")
    func nulls() throws {
        let (profile, problems) = try read([
            "userId": nil, "name": nil, "email": nil, "locale": nil, "timezone": nil,
        ])
        #expect(problems == ["name string_type"])
        #expect(profile.userID == nil)
    }

    @Test("whatever is wrong is told at once")
    func everythingWrong() throws {
        let (_, problems) = try read([
            "userId": "a b", "name": " ", "email": "nowhere", "locale": "english", "timezone": "Mars/Olympus",
        ])
        #expect(
            problems == [
                "userId string_pattern_mismatch", "name value_error", "email value_error", "locale value_error",
                "timezone value_error",
            ])
    }

    static let good: [(String, JSONValue)] = [
        ("name", "A"), ("name", .string(String(repeating: "é", count: 200))), ("name", "\u{200B}x"),
        ("userId", "Aa0.-_"), ("userId", .string(String(repeating: "a", count: 128))), ("userId", "the caller"),
        ("email", .string(String(repeating: "a", count: 64) + "@" + domain(189))), ("email", "a@b"),
        ("locale", "fr"), ("locale", "fr-CA"), ("locale", "zh-Hant-TW"), ("locale", "es-419"), ("locale", "de-1996"),
        ("locale", "gsw-CH-1996"), ("locale", "sl-rozaj-biske"), ("timezone", "UTC"), ("timezone", "Asia/Calcutta"),
    ]

    @Test("just inside each limit", arguments: good)
    func inside(field: String, value: JSONValue) throws {
        #expect(try read(["name": "Ada"].merging([field: value]) { _, new in new }, by: "the caller").problems == [])
    }

    static let bad: [(String, JSONValue, String)] = [
        ("name", "", "string_too_short"), ("name", .string(String(repeating: "é", count: 201)), "string_too_long"),
        ("name", " \t\u{A0}\u{2003}\n", "value_error"), ("name", 5, "string_type"), ("name", [], "string_type"),
        ("userId", "", "string_pattern_mismatch"), ("userId", "a#b", "string_pattern_mismatch"),
        ("userId", "Zoë", "string_pattern_mismatch"), ("userId", 7, "string_type"),
        ("userId", "another caller", "string_pattern_mismatch"), ("userId", "..", "string_pattern_mismatch"),
        ("userId", .string(String(repeating: "a", count: 129)), "string_pattern_mismatch"),
        ("email", "", "value_error"), ("email", "@", "value_error"), ("email", "a@b@c", "value_error"),
        ("email", "a@b\r\nBcc: c@d", "value_error"), ("email", "a b@c", "value_error"),
        ("email", .string(String(repeating: "a", count: 64) + "@" + domain(190)), "string_too_long"),
        ("email", true, "string_type"), ("locale", "", "value_error"), ("locale", "f", "value_error"),
        ("locale", "fr_FR", "value_error"), ("locale", "fr-", "value_error"), ("locale", "-fr", "value_error"),
        ("locale", "fr-F", "value_error"), ("locale", "fr-FR-FR", "value_error"), ("locale", "f1", "value_error"),
        ("locale", .string("de" + String(repeating: "-abcdefgh", count: 4)), "string_too_long"),
        ("timezone", "", "value_error"), ("timezone", "Paris", "value_error"), ("timezone", "+02:00", "value_error"),
        ("timezone", "../../etc/passwd", "value_error"),
        ("timezone", .string(String(repeating: "a", count: 65)), "string_too_long"),
    ]

    @Test("just outside each limit", arguments: bad)
    func outside(field: String, value: JSONValue, rule: String) throws {
        let problems = try read(["name": "Ada"].merging([field: value]) { _, new in new }, by: "the caller").problems
        #expect(problems == ["\(field) \(rule)"])
    }

    /// Returns a host name of the given length.
    private static func domain(_ length: Int) -> String {
        let labels = String(repeating: String(repeating: "a", count: 59) + ".", count: 3)
        return labels + String(repeating: "b", count: length - labels.utf8.count)
    }
}
