extension JSONWebKeySet {
    /// What a token in the compact form says, whatever it is, once its signature is found to be that of a key here.
    ///
    /// - Throws: Why the token is refused.
    public func verifiedPayload(of token: [UInt8]) throws(TokenError) -> [UInt8] {
        if let payload = known.payload(of: token) { return payload }
        let parts = try CompactToken(token)
        let key = try key(named: parts.keyID, for: parts.algorithm).key
        guard parts.signature.count == key.signatureLength else { throw .wrongSignatureLength }
        guard key.verifies(parts.signature, of: parts.signedText, by: parts.algorithm) else { throw .wrongSignature }
        known.remember(parts.payload, of: token)
        return parts.payload
    }

    /// What a token says, on the same terms.
    public func verifiedPayload(of token: String) throws(TokenError) -> [UInt8] {
        try verifiedPayload(of: Array(token.utf8))
    }
}
