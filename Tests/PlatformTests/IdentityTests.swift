import Platform
import Testing

@Suite("Who is calling")
struct IdentityTests {
    @Test(
        "an id of a person is 1 to 128 printable ASCII characters",
        arguments: [
            "u", "auth0|5f7c8ec7", "9d3b6c1e-1111-4222-8333-abcdefabcdef", "a b", String(repeating: "x", count: 128),
        ])
    func goodIDs(text: String) {
        #expect(UserID(text)?.text == text)
        #expect(UserID(text)?.description == text)
    }

    @Test(
        "an id with the separator of keys, or that cannot be one, is none",
        arguments: [
            "", "a#b", "#", "é", "ada\n", "a\u{0}b", "\u{7F}", "\u{1F600}", String(repeating: "x", count: 129),
        ])
    func badIDs(text: String) {
        #expect(UserID(text) == nil)
    }

    @Test("mail goes to an address that is not known to be unverified, and nowhere without one")
    func mailAddress() throws {
        let user = try #require(UserID("ada"))
        #expect(Identity(userID: user, email: "ada@example.com").mailAddress == "ada@example.com")
        #expect(Identity(userID: user, email: "ada@example.com", isEmailVerified: false).mailAddress == nil)
        #expect(Identity(userID: user).mailAddress == nil)
    }

    @Test("who has no name is called Student")
    func defaultName() throws {
        #expect(Identity(userID: try #require(UserID("ada"))).name == "Student")
    }
}

@Suite("Idempotency keys")
struct IdempotencyKeyTests {
    @Test("a key is 1 to 255 printable ASCII characters", arguments: ["k", "a b~", String(repeating: "k", count: 255)])
    func goodKeys(text: String) {
        #expect(IdempotencyKey(text, method: "POST", path: "/", body: [])?.text == text)
    }

    @Test("any other text is no key", arguments: ["", "é", "a\tb", "\u{7F}", String(repeating: "k", count: 256)])
    func badKeys(text: String) {
        #expect(IdempotencyKey(text, method: "POST", path: "/", body: []) == nil)
    }

    @Test("two requests are the same only if method, path and body are")
    func requests() throws {
        func request(_ method: String, _ path: String, _ body: String) throws -> [UInt8] {
            try #require(IdempotencyKey("k", method: method, path: path, body: Array(body.utf8))).request
        }
        let first = try request("POST", "/a", "{}")
        #expect(try request("POST", "/a", "{}") == first)
        #expect(try request("PUT", "/a", "{}") != first)
        #expect(try request("POST", "/b", "{}") != first)
        #expect(try request("POST", "/a", "{ }") != first)
        // A path may contain a percent-encoded line feed, which must not be taken for the end of the path.
        #expect(try request("POST", "/a\nb", "c") != request("POST", "/a", "b\nc"))
    }
}

@Suite("What callers are told")
struct ProblemTests {
    @Test("a phrase is said in the language that is asked for")
    func phrases() {
        let phrase = Phrase(english: "Please sign in.", french: "Veuillez vous connecter.")
        #expect(phrase.text(in: .english) == "Please sign in.")
        #expect(phrase.text(in: .french) == "Veuillez vous connecter.")
    }

    @Test("a problem's error is its English sentence, unless a document has another word for it")
    func errors() {
        let phrase = Phrase(english: "Full.", french: "Complet.")
        #expect(Problem(.conflict, code: "event_full", phrase).error == "Full.")
        #expect(Problem(.conflict, code: "event_full", error: "event_full", phrase).error == "event_full")
    }
}
