internal import Bytes
internal import COpenSSL
public import JSON
internal import Tokens

extension SigningKey {
    /// The public key as a JSON Web Key for verifying RS256 (RFC 7517).
    public var publicKey: JSONValue {
        [
            "kty": "RSA", "use": "sig", "alg": .string(SignatureAlgorithm.rs256.rawValue), "kid": .string(id),
            "n": .string(Base64URL.encode(modulus)), "e": .string(Base64URL.encode(exponent)),
        ]
    }

    /// The public key as a key set with one key, as an issuer publishes it.
    public var publicKeySet: JSONValue { ["keys": [publicKey]] }

    /// Returns a token with these claims, signed with RS256.
    public func token(_ claims: JSONValue) throws(IssuingError) -> String {
        let header: JSONValue = [
            "alg": .string(SignatureAlgorithm.rs256.rawValue), "kid": .string(id), "typ": "JWT",
        ]
        let text = "\(Base64URL.encode(header.json())).\(Base64URL.encode(claims.json()))"
        return "\(text).\(Base64URL.encode(try signature(of: Array(text.utf8))))"
    }
}

/// The thumbprint of an RSA key (RFC 7638).
enum Thumbprint {
    static func text(modulus: [UInt8], exponent: [UInt8]) -> String {
        // The order of members and the absence of white space are part of the definition.
        let text = #"{"e":"\#(Base64URL.encode(exponent))","kty":"RSA","n":"\#(Base64URL.encode(modulus))"}"#
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256(bytes, bytes.count, &digest)
        return Base64URL.encode(digest)
    }
}
