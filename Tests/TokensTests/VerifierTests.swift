import JSON
import Testing
import Time
import Tokens

@Suite("claims")
struct VerifierTests {
    private static let now = Instant(milliseconds: 1_000_000_500)
    private static let usual: [String: JSONValue] = [
        "iss": "https://issuer.example", "aud": "convene", "sub": "ada", "exp": 1_000_001, "iat": 1_000_000,
    ]

    /// Returns the result for a token whose usual claims are changed; null removes a claim.
    private static func verify(
        _ changes: [String: JSONValue] = [:], audiences: [String] = ["other", "convene"], scopes: [String] = []
    ) throws -> Claims {
        let claims = usual.merging(changes) { _, change in change }.filter { !$0.value.isNull }
        let payload = String(decoding: JSONValue.object(claims).json(), as: UTF8.self)
        return try verify(payload: payload, audiences: audiences, scopes: scopes)
    }

    private static func verify(
        payload: String, audiences: [String] = ["convene"], scopes: [String] = []
    ) throws -> Claims {
        let keys = try JSONWebKeySet(parsing: JSONValue.object(["keys": [TestSigner.shared.publicKey()]]).json())
        let verifier = TokenVerifier(keys: keys, issuer: "https://issuer.example", audiences: audiences)
        return try verifier.verify(TestSigner.shared.token(payload: payload), at: now, requiringAnyOf: scopes)
    }

    @Test("a good token's claims come back as they were written")
    func good() throws {
        let claims = try Self.verify(["cognito:groups": ["organizer"]])
        #expect(claims.root.value == .object(Self.usual.merging(["cognito:groups": ["organizer"]]) { $1 }))
        #expect(claims.subject == "ada")
        #expect(claims["cognito:groups"]?.array?.compactMap(\.string) == ["organizer"])
        #expect(claims.scopes == [])
    }

    @Test(
        "times may have fractions, and count with a minute's leeway, from and until their very millisecond",
        arguments: [
            ["exp": 999_940.501], ["exp": 1e300], ["nbf": 1_000_060.5], ["nbf": 0], ["iat": 1_000_060.5], ["iat": -1],
            ["iat": nil], ["aud": ["x", "convene"]], ["aud": nil, "client_id": "convene"], ["aud": "other"],
            ["client_id": "neither"],
        ] as [[String: JSONValue]])
    func accepted(changes: [String: JSONValue]) throws {
        #expect(try Self.verify(changes).subject == "ada")
    }

    @Test(
        "every other claim is refused for its own reason",
        arguments: [
            (["iss": nil], .missingClaim("iss")), (["iss": 1], .badClaim("iss")), (["iss": ""], .wrongIssuer),
            (["iss": "https://issuer.example/"], .wrongIssuer), (["iss": "https://ISSUER.example"], .wrongIssuer),
            (["aud": nil], .missingClaim("aud")), (["aud": 1], .badClaim("aud")), (["aud": [1]], .badClaim("aud")),
            (["aud": ["convene", 1]], .badClaim("aud")), (["aud": []], .wrongAudience), (["aud": ""], .wrongAudience),
            (["aud": "convene "], .wrongAudience), (["aud": "x", "client_id": "convene"], .wrongAudience),
            (["aud": nil, "client_id": "x"], .wrongAudience), (["aud": nil, "client_id": []], .badClaim("client_id")),
            (["exp": nil], .missingClaim("exp")), (["exp": "1000001"], .badClaim("exp")),
            (["exp": true], .badClaim("exp")),
            (["exp": 999_940.5], .expired), (["exp": 0], .expired), (["exp": -1e300], .expired),
            (["nbf": 1_000_060.501], .notYetValid), (["nbf": "0"], .badClaim("nbf")), (["nbf": []], .badClaim("nbf")),
            (["iat": 1_000_060.501], .issuedInTheFuture), (["iat": "1"], .badClaim("iat")),
            (["scope": 1], .badClaim("scope")), (["scp": [1]], .badClaim("scp")),
        ] as [([String: JSONValue], TokenError)])
    func refused(changes: [String: JSONValue], error: TokenError) {
        #expect(throws: error) { try Self.verify(changes) }
    }

    @Test("a time beyond all numbers, a claim given twice, null for one and what is no object are refused")
    func oddPayloads() {
        let rest = #""iss":"https://issuer.example","aud":"convene""#
        let cases: [(String, TokenError)] = [
            ("{\(rest),\"exp\":1e999}", .badClaim("exp")), ("{\(rest),\"exp\":null}", .badClaim("exp")),
            ("{\(rest),\"exp\":1,\"exp\":2000000}", .repeatedMember(.payload)),
            ("[]", .notAnObject(.payload, JSONError(problem: "expected an object"))),
        ]
        for (payload, error) in cases {
            #expect(throws: error) { try Self.verify(payload: payload) }
        }
        #expect(throws: TokenError.self) { try Self.verify(payload: "") }
        #expect(throws: TokenError.self) { try Self.verify(payload: String(repeating: "[", count: 9_000)) }
    }

    @Test("a token that was good is refused once it ends, for another audience, and with another signature")
    func again() throws {
        let keys = try JSONWebKeySet(parsing: JSONValue.object(["keys": [TestSigner.shared.publicKey()]]).json())
        let payload = String(decoding: JSONValue.object(Self.usual).json(), as: UTF8.self)
        let token = try TestSigner.shared.token(payload: payload)
        func verify(_ token: String, audience: String = "convene", at moment: Instant = Self.now) throws -> String? {
            let verifier = TokenVerifier(keys: keys, issuer: "https://issuer.example", audiences: [audience])
            return try verifier.verify(token, at: moment).subject
        }
        #expect(try [verify(token), verify(token)] == ["ada", "ada"])
        #expect(try verify(token, at: Instant(milliseconds: 1_000_060_999)) == "ada")
        #expect(throws: TokenError.expired) { try verify(token, at: Instant(seconds: 1_000_061)) }
        #expect(throws: TokenError.wrongAudience) { try verify(token, audience: "other") }
        let forged = token.dropLast(4) + (token.hasSuffix("AAAA") ? "BBBB" : "AAAA")
        #expect(throws: TokenError.self) { try verify(String(forged)) }
        #expect(try verify(token) == "ada")
    }

    @Test("texts that only look the same are different issuers and audiences")
    func lookAlikes() {
        #expect(throws: TokenError.wrongAudience) { try Self.verify(["aud": "\u{212A}"], audiences: ["K"]) }
        #expect(throws: TokenError.wrongAudience) { try Self.verify(["aud": "e\u{301}"], audiences: ["\u{E9}"]) }
    }

    @Test("without an audience nobody gets in")
    func noAudience() {
        #expect(throws: TokenError.wrongAudience) { try Self.verify(audiences: []) }
    }

    @Test(
        "one scope of several is enough, in either claim and either form",
        arguments: [
            (["scope": "read write"], ["write"], true), (["scp": "read write"], ["write", "admin"], true),
            (["scp": ["read", "write"]], ["write"], true), (["scope": "read"], ["write"], false),
            (["scope": "readwrite"], ["write"], false), ([:], ["write"], false), (["scope": ""], [""], false),
        ] as [([String: JSONValue], [String], Bool)])
    func scopes(changes: [String: JSONValue], wanted: [String], isEnough: Bool) throws {
        if isEnough {
            #expect(try Self.verify(changes, scopes: wanted).allowsAny(of: wanted))
        } else {
            #expect(throws: TokenError.insufficientScope) { try Self.verify(changes, scopes: wanted) }
        }
    }
}
