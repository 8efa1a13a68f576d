public import JSON
public import Time
internal import Tokens

/// Issues tokens for development and tests, as an identity provider does.
public struct Issuer: Sendable {
    /// The issuer's name: the address under which its documents are served, without a trailing slash.
    public let name: String
    /// The audience of the tokens.
    public let audience: String
    /// The key that signs the tokens.
    public let key: SigningKey

    /// Creates an issuer with this name, for this audience.
    public init(name: String, audience: String, key: SigningKey) {
        self.name = name
        self.audience = audience
        self.key = key
    }

    /// Returns a token for a subject that is valid from a moment on, for a number of seconds.
    ///
    /// Further claims may add to the standard ones but not replace them.
    public func token(
        for subject: String, at moment: Instant, lasting seconds: Int, claims: [String: JSONValue] = [:]
    ) throws(IssuingError) -> String {
        let usual: [String: JSONValue] = [
            "iss": .string(name), "aud": .string(audience), "sub": .string(subject),
            "iat": .number(JSONNumber(moment.seconds)),
            "exp": .number(JSONNumber(moment.adding(seconds: seconds).seconds)),
        ]
        return try key.token(.object(claims.merging(usual) { _, usual in usual }))
    }

    /// The document at `/.well-known/openid-configuration`.
    public var configuration: JSONValue {
        [
            "issuer": .string(name), "jwks_uri": .string(name + "/.well-known/jwks.json"),
            "id_token_signing_alg_values_supported": [.string(SignatureAlgorithm.rs256.rawValue)],
            "response_types_supported": ["token"], "subject_types_supported": ["public"],
        ]
    }

    /// The document at `/.well-known/jwks.json`.
    public var keySet: JSONValue { key.publicKeySet }
}
