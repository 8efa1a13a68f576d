import JSON
import Testing
import Time
import TokenIssuer
import Tokens

@Suite("the issuer of a development machine")
struct IssuerTests {
    private static let now = Instant(seconds: 1_000_000)

    @Test("its tokens are good from their first to their last second, with a minute's leeway, for its audience")
    func goodTokens() throws {
        let issuer = Issuer(name: "http://127.0.0.1:3000", audience: "convene", key: try SigningKey.generate())
        let keys = try JSONWebKeySet(parsing: issuer.keySet.json())
        let verifier = TokenVerifier(keys: keys, issuer: issuer.name, audiences: ["convene"])
        let token = try issuer.token(
            for: "ada", at: Self.now, lasting: 60,
            claims: ["cognito:groups": ["organizer"], "iss": "https://else.example"])
        let claims: JSONValue = [
            "iss": "http://127.0.0.1:3000", "aud": "convene", "sub": "ada", "iat": 1_000_000, "exp": 1_000_060,
            "cognito:groups": ["organizer"],
        ]
        #expect(try verifier.verify(token, at: Self.now).root.value == claims)
        #expect(try verifier.verify(token, at: Self.now.adding(seconds: 119)).subject == "ada")
        #expect(throws: TokenError.expired) { try verifier.verify(token, at: Self.now.adding(seconds: 120)) }
        #expect(try verifier.verify(token, at: Self.now.adding(seconds: -60)).subject == "ada")
        #expect(throws: TokenError.issuedInTheFuture) { try verifier.verify(token, at: Self.now.adding(seconds: -61)) }
        let other = TokenVerifier(keys: keys, issuer: issuer.name, audiences: ["other"])
        #expect(throws: TokenError.wrongAudience) { try other.verify(token, at: Self.now) }
    }

    @Test("its configuration names it and says where its keys are")
    func configuration() throws {
        let issuer = Issuer(name: "http://127.0.0.1:3000", audience: "convene", key: try SigningKey.generate())
        #expect(issuer.configuration["issuer"] == "http://127.0.0.1:3000")
        #expect(issuer.configuration["jwks_uri"] == "http://127.0.0.1:3000/.well-known/jwks.json")
        #expect(issuer.configuration["id_token_signing_alg_values_supported"] == ["RS256"])
    }
}
