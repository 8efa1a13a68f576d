import DynamoDB
import Platform
import Profiles
import Testing
import Time

@Suite("How users are reached")
struct ContactTests {
    private static let ada = UserID(.make(at: Instant(seconds: 0)))

    @Test(
        "the language of a profile is the one of its tag, or English for all that we don't speak",
        arguments: [
            ("fr", Language.french), ("fr-CA", .french), ("FR-ch", .french), ("en-GB", .english), ("de", .english),
            ("", .english),
        ])
    func language(locale: String, language: Language) {
        let profile = Profile(
            userID: Self.ada, name: "Ada", locale: locale.isEmpty ? nil : locale, createdAt: Instant(seconds: 0))
        #expect(Contact(profile) == Contact(name: "Ada", email: nil, language: language))
    }

    @Test("mail goes to an address in a profile only if somebody vouched for it", arguments: [true, false])
    func vouching(isVouched: Bool) {
        let profile = Profile(
            userID: Self.ada, name: "Ada", email: "ada@example.org", isEmailVouched: isVouched,
            createdAt: Instant(seconds: 0))
        #expect(Contact(profile).email == (isVouched ? "ada@example.org" : nil))
    }

    @Test("mail goes to an address of a token unless the token says that it is unverified", arguments: [true, false])
    func token(isVerified: Bool) {
        let identity = Identity(
            userID: Self.ada, email: "ada@example.org", isEmailVerified: isVerified, name: "Ada")
        let expected = Contact(name: "Ada", email: isVerified ? "ada@example.org" : nil, language: .french)
        #expect(Contact(identity, language: .french) == expected)
    }

    @Test("a contact is kept and read again")
    func roundTrip() {
        for contact in [
            Contact(name: "Ada", email: "ada@example.org", language: .french),
            Contact(name: "Ada", email: nil, language: .english),
        ] {
            #expect(Contact(contact.item) == contact)
        }
    }

    @Test("a language that only another version knows is read as English, and keeps nobody from being reached")
    func unknownLanguage() {
        let item: Item = ["name": "Ada", "email": "ada@example.org", "language": "tlh"]
        #expect(Contact(item) == Contact(name: "Ada", email: "ada@example.org", language: .english))
        #expect(Contact(["email": "ada@example.org"]) == nil)
    }
}
