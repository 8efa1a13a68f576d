internal import JSON
public import Time

/// Verifies JSON Web Tokens by the rules of API Gateway's JWT authorizers.
///
/// ```swift
/// let verifier = TokenVerifier(keys: keys, issuer: "https://issuer.example", audiences: ["convene"])
/// let user = try verifier.verify(token, at: .now).subject
/// ```
public struct TokenVerifier: Sendable {
    /// The allowed difference between the clocks of issuer and verifier, in seconds.
    static let leeway = 60.0

    private let keys: JSONWebKeySet
    private let issuer: String
    private let audiences: [String]

    /// Creates a verifier of one issuer's tokens for any of these audiences; without audiences it refuses every token.
    public init(keys: JSONWebKeySet, issuer: String, audiences: [String]) {
        self.keys = keys
        self.issuer = issuer
        self.audiences = audiences
    }

    /// Returns the claims of a token after verifying its signature and claims.
    ///
    /// - Parameters:
    ///   - token: The token without the prefix `Bearer`.
    ///   - moment: The current time.
    ///   - scopes: The scopes of which the token must have at least one; empty for no requirement.
    /// - Returns: All claims.
    /// - Throws: `TokenError` if the token is refused; `insufficientScope` only if it is valid otherwise.
    public func verify(
        _ token: String, at moment: Instant, requiringAnyOf scopes: [String] = []
    ) throws(TokenError) -> Claims {
        try verify(Array(token.utf8), at: moment, requiringAnyOf: scopes)
    }

    /// Returns the claims of a token given as UTF-8, as the method for strings does.
    public func verify(
        _ token: [UInt8], at moment: Instant, requiringAnyOf scopes: [String] = []
    ) throws(TokenError) -> Claims {
        let root = try JSONNode(object: keys.verifiedPayload(of: token), in: .payload)
        try checkIssuer(root)
        try checkAudience(root)
        try checkTimes(root, moment)
        let claims = try Claims(root)
        guard scopes.isEmpty || claims.allowsAny(of: scopes) else { throw .insufficientScope }
        return claims
    }

    private func checkIssuer(_ root: JSONNode) throws(TokenError) {
        guard let claim = root["iss"] else { throw .missingClaim("iss") }
        guard let name = claim.string else { throw .badClaim("iss") }
        guard !name.isEmpty, name.hasSameBytes(as: issuer) else { throw .wrongIssuer }
    }

    /// As in the service, `client_id` counts only if there is no `aud`, as in Cognito's access tokens.
    private func checkAudience(_ root: JSONNode) throws(TokenError) {
        let name = root["aud"] == nil ? "client_id" : "aud"
        guard let claim = root[name] else { throw .missingClaim("aud") }
        let named: [String]
        if let text = claim.string {
            named = [text]
        } else if name == "aud" {
            named = try claim.strings(of: name)
        } else {
            throw .badClaim(name)
        }
        guard named.contains(where: isOurs) else { throw .wrongAudience }
    }

    private func isOurs(_ audience: String) -> Bool {
        audiences.contains { $0.hasSameBytes(as: audience) }
    }

    private func checkTimes(_ root: JSONNode, _ moment: Instant) throws(TokenError) {
        let now = Double(moment.milliseconds) / 1000
        guard let expiry = try seconds("exp", of: root) else { throw .missingClaim("exp") }
        guard now < expiry + Self.leeway else { throw .expired }
        if let start = try seconds("nbf", of: root), start > now + Self.leeway { throw .notYetValid }
        if let issue = try seconds("iat", of: root), issue > now + Self.leeway { throw .issuedInTheFuture }
    }

    /// Returns a time in seconds, possibly with a fraction; nil if the claim is missing.
    private func seconds(_ name: String, of root: JSONNode) throws(TokenError) -> Double? {
        guard let claim = root[name] else { return nil }
        guard let number = claim.number?.double, number.isFinite else { throw .badClaim(name) }
        return number
    }
}
