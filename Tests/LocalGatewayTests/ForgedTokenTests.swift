import AWS
import Bytes
import Foundation
import JSON
import Testing
import Time

@testable import LocalGateway
@testable import TokenIssuer

/// Forged tokens of the right form, sent to the real gateway.
struct ForgedTokenTests {
    private static let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Local"

    private static func claims(_ changes: String = "") -> String {
        let now = Instant.now.seconds
        return #"{"iss":"\#(issuer)","aud":"local","sub":"ada","iat":\#(now),"exp":\#(now + 60)\#(changes)}"#
    }

    /// Returns a token with this header and these claims, signed with the key.
    private static func token(_ key: SigningKey, _ header: String, _ claims: String) throws -> String {
        let text = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(claims.utf8)))"
        return "\(text).\(Base64URL.encode(try key.signature(of: Array(text.utf8))))"
    }

    @Test("only what the issuer's key has signed, as it signs, lets anybody in")
    func refuses() throws {
        let rig = try GatewayRig()
        let key = try KeyFile(folder: rig.folder.path + "/data").key()
        let usual = #"{"alg":"RS256","kid":"\#(key.id)"}"#
        let cases: [(name: String, token: String, status: Int)] = [
            ("as it is made", try Self.token(key, usual, Self.claims()), 200),
            (
                "several audiences",
                try Self.token(key, usual, Self.claims().replacing(#""local""#, #"["x","local"]"#)), 200
            ),
            ("signed with the public key", try Self.symmetric(key), 401),
            ("another key's name", try Self.token(key, #"{"alg":"RS256","kid":"x"}"#, Self.claims()), 401),
            ("its own key", try Self.withOwnKey(), 401),
            (
                "no detached payload",
                try Self.token(key, usual.adding(#","b64":false,"crit":["b64"]"#), Self.claims()), 401
            ),
            ("the algorithm twice", try Self.token(key, usual.adding(#","alg":"none""#), Self.claims()), 401),
            ("the subject twice", try Self.token(key, usual, Self.claims(#","sub":"admin""#)), 401),
            ("no audience of ours", try Self.token(key, usual, Self.claims().replacing(#""local""#, #"["x"]"#)), 401),
            ("not yet", try Self.token(key, usual, Self.claims(#","nbf":99999999999"#)), 401),
            ("never ending", try Self.token(key, usual, Self.claims().replacing(#""exp""#, #""exq""#)), 401),
            ("another alphabet", try Self.token(key, usual, Self.claims()).replacing("_", "/") + "=", 401),
            ("longer than a head", String(repeating: "a", count: 20_000), 431),
        ]
        for (name, token, status) in cases {
            #expect(rig.ask("GET", "/api/meetups", ["Authorization: Bearer \(token)"]).status == status, "\(name)")
        }
        #expect(rig.children.count == 1)
        #expect(rig.lines.allSatisfy { line in !cases.contains { line.contains($0.token.prefix(40)) } })
    }

    private static func symmetric(_ key: SigningKey) throws -> String {
        let header = Base64URL.encode(Array(#"{"alg":"HS256","kid":"\#(key.id)"}"#.utf8))
        let text = "\(header).\(Base64URL.encode(Array(claims().utf8)))"
        let signature = HMACSHA256(key: key.publicKeySet.json()).authenticate(Array(text.utf8))
        return "\(text).\(Base64URL.encode(signature))"
    }

    /// Returns a token signed with the caller's own key, which its header contains.
    private static func withOwnKey() throws -> String {
        let key = try SigningKey.generate()
        let keys = try #require(key.publicKeySet["keys"]?.array?.first)
        let header: JSONValue = ["alg": "RS256", "kid": .string(key.id), "jwk": keys]
        return try token(key, String(decoding: header.json(), as: UTF8.self), claims())
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        replacingOccurrences(of: old, with: new)
    }

    /// Returns an object with members added at its end.
    fileprivate func adding(_ members: String) -> String {
        dropLast() + members + "}"
    }
}
