public import JSON

/// An error in a token or a key set.
///
/// It never contains any part of the token or of a key.
public enum TokenError: Error, Equatable, Sendable {
    /// The token is longer than `CompactToken.longest`.
    case tooLong
    /// The text is not three parts separated by dots, the first and the last not empty.
    case notThreeParts
    /// A part is not canonical base64url.
    case badEncoding(TokenPart)
    /// The header or the claims are not a JSON object.
    case notAnObject(TokenPart, JSONError)
    /// The header or the claims have two members with the same name.
    case repeatedMember(TokenPart)
    /// A member of the header is missing or invalid.
    case badHeader(String)
    /// The header requires an extension (`crit` or `b64`), none of which is supported.
    case unknownExtension
    /// The header's algorithm is not RS256, RS384 or RS512.
    case unsupportedAlgorithm

    /// The text is not a key set.
    case badKeySet(JSONError)
    /// No key has the name in the header.
    case unknownKey
    /// More than one key fits.
    case ambiguousKey
    /// The key can't be used for this token.
    case unsuitableKey(KeyProblem)
    /// The signature's length does not match the key's.
    case wrongSignatureLength
    /// The signature does not match the text.
    case wrongSignature

    /// A required claim is missing.
    case missingClaim(String)
    /// A claim has the wrong type.
    case badClaim(String)
    /// The token was issued by another issuer.
    case wrongIssuer
    /// The token is for another audience.
    case wrongAudience
    /// The token has expired.
    case expired
    /// The token is not valid yet.
    case notYetValid
    /// The token's time of issue is in the future.
    case issuedInTheFuture
    /// The token is valid, but has none of the required scopes.
    case insufficientScope
}

/// The parts of a token.
public enum TokenPart: String, Equatable, Sendable {
    case header, payload, signature
}

/// A reason why a key can't be used.
public enum KeyProblem: Equatable, Sendable {
    /// It is not an RSA key.
    case notRSA
    /// Its `use` is not signatures.
    case notForSignatures
    /// Its `key_ops` do not include `verify`.
    case notForVerifying
    /// It is for another algorithm than the header's.
    case otherAlgorithm
    /// A member is missing, invalid or repeated.
    case badMember(String)
    /// Its modulus is too short to be safe.
    case tooShort(bits: Int)
    /// Its modulus is longer than any in use, which would cost much time.
    case tooLong(bits: Int)
    /// Its primes are weak, made by a faulty library.
    case faultyPrimes
    /// Its exponent is invalid: it must be odd, at least 3 and at most 64 bits long.
    case badExponent
    /// OpenSSL refuses it.
    case refused
}

extension TokenError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLong: "the token is longer than \(CompactToken.longest) bytes"
        case .notThreeParts: "the token does not have three parts"
        case .badEncoding(let part): "the token's \(part.rawValue) is not base64url without padding"
        case .notAnObject(let part, let error): "the token's \(part.rawValue) is not a JSON object: \(error)"
        case .repeatedMember(let part): "the token's \(part.rawValue) has a member twice"
        case .badHeader(let name): "the token's header has no valid \(name)"
        case .unknownExtension: "the token's header asks for an extension"
        case .unsupportedAlgorithm: "the token's algorithm is none of RS256, RS384 and RS512"
        case .badKeySet(let error): "not a set of keys: \(error)"
        case .unknownKey: "no key fits the token"
        case .ambiguousKey: "several keys fit the token"
        case .unsuitableKey(let problem): "the token's key can't be used: \(problem)"
        case .wrongSignatureLength: "the signature's length is not the key's"
        case .wrongSignature: "the signature is wrong"
        case .missingClaim(let name): "the claim \(name) is missing"
        case .badClaim(let name): "the claim \(name) is not what it must be"
        case .wrongIssuer: "the token has another issuer"
        case .wrongAudience: "the token is for another audience"
        case .expired: "the token has expired"
        case .notYetValid: "the token is not valid yet"
        case .issuedInTheFuture: "the token was issued in the future"
        case .insufficientScope: "the token has none of the scopes"
        }
    }
}

extension KeyProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notRSA: "it is not an RSA key"
        case .notForSignatures: "its use is not signatures"
        case .notForVerifying: "its operations do not include to verify"
        case .otherAlgorithm: "it is for another algorithm"
        case .badMember(let name): "it has no valid \(name)"
        case .tooShort(let bits): "its \(bits) bits are too few"
        case .tooLong(let bits): "its \(bits) bits are too many"
        case .faultyPrimes: "its primes can be found (ROCA)"
        case .badExponent: "its exponent is not an odd number from 3 to 64 bits"
        case .refused: "it is not accepted"
        }
    }
}
