extension JSONWebKeySet {
    /// Returns the payload of any compact token after verifying its signature with a key of this set.
    ///
    /// - Throws: `TokenError` if the token is refused.
    public func verifiedPayload(of token: [UInt8]) throws(TokenError) -> [UInt8] {
        if let payload = known.payload(of: token) { return payload }
        let parts = try CompactToken(token)
        let key = try key(named: parts.keyID, for: parts.algorithm).key
        guard parts.signature.count == key.signatureLength else { throw .wrongSignatureLength }
        guard key.verifies(parts.signature, of: parts.signedText, by: parts.algorithm) else { throw .wrongSignature }
        known.remember(parts.payload, of: token)
        return parts.payload
    }

    /// Returns the payload of a token, as `verifiedPayload(of:)` does for bytes.
    public func verifiedPayload(of token: String) throws(TokenError) -> [UInt8] {
        try verifiedPayload(of: Array(token.utf8))
    }
}
