import JSON
import Testing
import Tokens

@Suite("sets of keys")
struct KeySetTests {
    private static func keySet(_ keys: [JSONValue], rules: KeyRules = KeyRules()) throws -> JSONWebKeySet {
        try JSONWebKeySet(parsing: JSONValue.object(["keys": .array(keys)]).json(), rules: rules)
    }

    @Test(
        "a key that can't be used says why to the token that names it",
        arguments: [
            (["kty": "EC"], .notRSA), (["kty": 1], .badMember("kty")), (["use": "enc"], .notForSignatures),
            (["key_ops": ["encrypt"]], .notForVerifying), (["key_ops": "verify"], .badMember("key_ops")),
            (["key_ops": [1]], .badMember("key_ops")), (["alg": "RS512"], .otherAlgorithm),
            (["alg": "PS256"], .otherAlgorithm), (["alg": 256], .badMember("alg")),
            (["n": "AQAB"], .tooShort(bits: 17)),
            (["n": "AAEAAQ"], .badMember("n")), (["n": 5], .badMember("n")), (["n": "A"], .badMember("n")),
            (["e": "AQ"], .badExponent), (["e": "Ag"], .badExponent), (["e": "AQAAAAAAAAAB"], .badExponent),
            (["e": ""], .badMember("e")),
            (["n": .string("_" + String(repeating: "f", count: 1503))], .tooLong(bits: 9024)),
        ] as [([String: JSONValue], KeyProblem)])
    func problems(members: [String: JSONValue], problem: KeyProblem) throws {
        let keys = try Self.keySet([TestSigner.shared.publicKey(members), TestSigner.shared.publicKey(["kid": "two"])])
        let token = try TestSigner.shared.token(payload: "{}")
        #expect(throws: TokenError.unsuitableKey(problem)) { try keys.verifiedPayload(of: token) }
    }

    @Test("1024 bits are too few, unless the rules say otherwise")
    func rules() throws {
        let key = TestSigner.smaller.publicKey()
        let token = try TestSigner.smaller.token(payload: "{}")
        #expect(throws: TokenError.unsuitableKey(.tooShort(bits: 1024))) {
            try Self.keySet([key]).verifiedPayload(of: token)
        }
        let keys = try Self.keySet([key], rules: KeyRules(minimumModulusBits: 1024))
        #expect(try keys.verifiedPayload(of: token) == Array("{}".utf8))
    }

    @Test("a key with a member twice can't be used")
    func repeated() throws {
        let text = #"{"keys":[{"kty":"EC","kty":"RSA","kid":"one"}]}"#
        let keys = try JSONWebKeySet(parsing: Array(text.utf8))
        let token = try TestSigner.shared.token(payload: "{}")
        #expect(throws: TokenError.unsuitableKey(.badMember("set of members"))) { try keys.verifiedPayload(of: token) }
    }

    @Test("names of keys that only look the same are different")
    func lookAlikes() throws {
        let keys = try Self.keySet([TestSigner.shared.publicKey(["kid": "\u{212A}"])])
        let token = try TestSigner.shared.token(header: #"{"alg":"RS256","kid":"K"}"#, payload: "{}")
        #expect(throws: TokenError.unknownKey) { try keys.verifiedPayload(of: token) }
    }

    @Test(
        "what is no set is refused as a whole",
        arguments: [
            ("", JSONError?.none), ("[]", JSONError(problem: "expected an object")),
            ("{}", JSONError(path: "keys", problem: "is missing")),
            (#"{"keys":{}}"#, JSONError(path: "keys", problem: "expected an array")),
            (#"{"keys":[1]}"#, JSONError(path: "keys[0]", problem: "expected an object")),
            (#"{"keys":[],"keys":[]}"#, JSONError(problem: "has a member twice")),
            (
                "{\"keys\":[\(repeatElement("{}", count: 101).joined(separator: ","))]}",
                JSONError(path: "keys", problem: "has more than 100 keys")
            ),
        ])
    func refused(text: String, error: JSONError?) throws {
        let thrown = #expect(throws: TokenError.self) { try JSONWebKeySet(parsing: Array(text.utf8)) }
        if let error { #expect(thrown == .badKeySet(error)) }
    }
}
