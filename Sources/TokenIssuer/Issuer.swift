public import JSON
public import Time
internal import Tokens

/// Issues tokens for development and tests, as an identity provider does.
public struct Issuer: Sendable {
    /// The issuer's name, an address without a slash at its end, under which its documents are found.
    public let name: String
    /// Whom the tokens are for.
    public let audience: String
    /// What the tokens are signed with.
    public let key: SigningKey

    /// An issuer with this name, for this audience.
    public init(name: String, audience: String, key: SigningKey) {
        self.name = name
        self.audience = audience
        self.key = key
    }

    /// A token about somebody that can be used from a moment on, for that many seconds.
    ///
    /// Further claims may add to those that every token has, and not change them.
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

    /// What is found at `/.well-known/openid-configuration`.
    public var configuration: JSONValue {
        [
            "issuer": .string(name), "jwks_uri": .string(name + "/.well-known/jwks.json"),
            "id_token_signing_alg_values_supported": [.string(SignatureAlgorithm.rs256.rawValue)],
            "response_types_supported": ["token"], "subject_types_supported": ["public"],
        ]
    }

    /// What is found at `/.well-known/jwks.json`.
    public var keySet: JSONValue { key.publicKeySet }
}
