import Bytes
import COpenSSL
import JSON
import Testing
import Tokens

/// Signs tokens for tests, with a key generated for them.
final class TestSigner: @unchecked Sendable {
    static let shared = TestSigner()
    static let smaller = TestSigner(bits: 1024)

    private let key: OpaquePointer?

    init(bits: UInt32 = 2048) {
        key = convene_rsa_generate(bits)
    }

    /// Returns the public key as JSON, with some members replaced or added.
    func publicKey(_ members: [String: JSONValue] = [:]) -> JSONValue {
        let usual: [String: JSONValue] = [
            "kty": "RSA", "kid": "one", "n": number(convene_rsa_modulus(key)), "e": number(convene_rsa_exponent(key)),
        ]
        return .object(usual.merging(members) { _, other in other })
    }

    func token(header: String = #"{"alg":"RS256","kid":"one"}"#, payload: String) throws -> String {
        let text = "\(Base64URL.encode(Array(header.utf8))).\(Base64URL.encode(Array(payload.utf8)))"
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        let message = Array(text.utf8)
        var signature = [UInt8](repeating: 0, count: 512)
        var length = signature.count
        try #require(EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1)
        try #require(EVP_DigestSign(context, &signature, &length, message, message.count) == 1)
        return "\(text).\(Base64URL.encode(Array(signature.prefix(length))))"
    }

    private func number(_ number: OpaquePointer?) -> JSONValue {
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return .string(Base64URL.encode(bytes))
    }
}
