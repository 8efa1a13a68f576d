/// Why a key can't be had.
///
/// It never holds any of the key.
public enum IssuingError: Error, Equatable, Sendable {
    /// OpenSSL has not made a key.
    case noKeyMade
    /// The text is not one private key in PKCS #8, as PEM and without a pass phrase.
    case notAPrivateKey
    /// The key is not an RSA key, or its numbers do not belong together.
    case notAnRSAKey
    /// The key has fewer bits than a token's key must have.
    case tooShort(bits: Int)
    /// OpenSSL has not written the key or a signature.
    case notWritten
}

extension IssuingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noKeyMade: "no RSA key could be made"
        case .notAPrivateKey: "not a private key in PEM (PKCS #8, without a pass phrase)"
        case .notAnRSAKey: "not a sound RSA key"
        case .tooShort(let bits): "a key of \(bits) bits is too short: at least \(SigningKey.fewestBits) are needed"
        case .notWritten: "OpenSSL could not use the key"
        }
    }
}
