extension JSONWebKeySet {
    /// What a token in the compact form says, whatever it is, once its signature is found to be that of a key here.
    ///
    /// - Throws: Why the token is refused.
    public func verifiedPayload(of token: [UInt8]) throws(TokenError) -> [UInt8] {
        let token = try CompactToken(token)
        let key = try key(named: token.keyID, for: token.algorithm).key
        guard token.signature.count == key.signatureLength else { throw .wrongSignatureLength }
        guard key.verifies(token.signature, of: token.signedText, by: token.algorithm) else { throw .wrongSignature }
        return token.payload
    }

    /// What a token says, on the same terms.
    public func verifiedPayload(of token: String) throws(TokenError) -> [UInt8] {
        try verifiedPayload(of: Array(token.utf8))
    }
}
