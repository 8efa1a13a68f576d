import Bytes
import JSON
import Testing

@testable import Tokens

@Suite("keys whose primes can be found")
struct FaultyPrimesTests {
    /// The product of two primes that are powers of 65537 modulo the first 126 primes, as the faulty library made them.
    private static let modulus =
        "1nQs2CBoB3CFTWD4DzQH0Ou8Zwn5_w5s554G_2QzovTJ-Lm--3_PWeMYT-VBlBmLZlrMkm4kON_baK8QXZcjsD"
        + "D5qgtcBYyxJ-HBqp8nC3cYjK1A1AmrMZxIEHnnL2SNfOx_5DA-EUrzeGJ4L_GJyVbiyB0hAoYeF-UX2zGadq58"
        + "nQfQ3g6K_aMzedmX6FpbjfCv_3y9tM-QVCYBKgQEvUFMdvaiPRLARk9di3-aVdkjelYw4AUnXYABLPgNXX3sgU"
        + "smYRBNGbs3Ogc3g4DhLlZEJDY-hRuXwNlh6gBhQ_WK5PfZvlLqHQ6d9_yarV_qFXCbUO1dW6zc6PMVrpr8Lw"

    private static func key(_ modulus: String) throws -> JSONWebKey {
        let key = TestSigner.shared.publicKey(["n": .string(modulus)])
        return try JSONWebKey(JSONDocument(parsing: key.json()).root)
    }

    @Test("a key of a faulty library is refused")
    func refuses() throws {
        #expect(throws: TokenError.unsuitableKey(.faultyPrimes)) { try Self.key(Self.modulus) }
    }

    @Test("a modulus beside it, and keys of a sound library, are not")
    func takes() throws {
        var beside = try #require(Base64URL.decode(Self.modulus))
        beside[beside.count - 1] ^= 4
        _ = try Self.key(Base64URL.encode(beside))
        for bits: UInt32 in [1024, 2048, 3072] {
            let key = try JSONDocument(parsing: TestSigner(bits: bits).publicKey().json()).root
            _ = try JSONWebKey(key, rules: KeyRules(minimumModulusBits: 1024))
        }
    }
}
