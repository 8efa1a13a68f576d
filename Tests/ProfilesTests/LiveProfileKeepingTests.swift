import DynamoDB
import Platform
import Storage
import Testbed
import Testing
import Time

@testable import Profiles

@Suite("Profiles kept from tokens, with a real table", .enabled(if: LiveTable.isAvailable))
struct LiveProfileKeepingTests {
    private func identity(
        email: String? = "ada@example.com", isEmailVerified: Bool = true, name: String = "Ada", locale: String? = nil,
        timezone: String? = nil
    ) throws -> Identity {
        Identity(
            userID: try #require(UserID("ada")), email: email, isEmailVerified: isEmailVerified, name: name,
            locale: locale, timezone: timezone)
    }

    private func keep(_ identity: Identity, in table: Table, at time: String = "2026-11-23T09:30:00Z") throws
        -> Profile?
    {
        try table.transact([Profile.keeping(identity, at: #require(Instant(iso8601: time)))])
        return try ProfileRepository(table: table).profile(of: identity.userID)
    }

    @Test("where there is none, it is made of what the token says, as far as that can be read")
    func made() throws {
        try LiveTable.with { table in
            let moment = try #require(Instant(iso8601: "2026-11-23T09:30:00Z"))
            let ada = try identity(locale: "fr-CA", timezone: "Mars/Olympus")
            let profile = Profile(
                userID: ada.userID, name: "Ada", email: "ada@example.com", isEmailVouched: true, locale: "fr-CA",
                createdAt: moment)
            #expect(try keep(ada, in: table) == profile)
            // It gives way to one that the user asks for.
            #expect(try table.all(Scan()) == [profile.item.filter { $0.key != "isDeclared" }])
        }
    }

    @Test("an address that the token doesn't verify is not kept, and words that are no language neither")
    func unverified() throws {
        try LiveTable.with { table in
            let profile = try keep(
                identity(isEmailVerified: false, locale: "no tag", timezone: "Europe/Paris"), in: table)
            #expect(profile?.email == nil && profile?.isEmailVouched == false)
            #expect(profile?.locale == nil && profile?.timezone == "Europe/Paris")
        }
    }

    @Test("one that is there stays as its user has it, except for an address that the token verifies")
    func kept() throws {
        try LiveTable.with { table in
            let moment = try #require(Instant(iso8601: "2026-11-01T00:00:00Z"))
            let before = Profile(
                userID: try identity().userID, name: "Countess", email: "old@example.com", locale: "en",
                timezone: "Europe/London", createdAt: moment)
            try table.put(before.item)
            let unverified = try identity(isEmailVerified: false, locale: "fr", timezone: "Europe/Paris")
            #expect(try keep(unverified, in: table) == before)
            let after = Profile(
                userID: before.userID, name: "Countess", email: "ada@example.com", isEmailVouched: true, locale: "en",
                timezone: "Europe/London", createdAt: moment)
            #expect(try keep(identity(locale: "fr", timezone: "Europe/Paris"), in: table) == after)
        }
    }
}
