/// An error in making, reading or using a signing key.
///
/// It never contains any part of the key.
public enum IssuingError: Error, Equatable, Sendable {
    /// OpenSSL could not generate a key.
    case noKeyMade
    /// The text is not a single unencrypted private key in PEM-encoded PKCS #8.
    case notAPrivateKey
    /// The key is not an RSA key, or its numbers are inconsistent.
    case notAnRSAKey
    /// The key is shorter than a signing key must be.
    case tooShort(bits: Int)
    /// OpenSSL could not write the key or a signature.
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
