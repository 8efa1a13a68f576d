internal import COpenSSL

/// A public RSA key in OpenSSL.
///
/// Threads may share a key: OpenSSL counts the references to it and does not change it when verifying.
final class RSAPublicKey: @unchecked Sendable {
    /// The length of a signature in bytes, which is that of the modulus.
    let signatureLength: Int
    private let key: OpaquePointer

    /// Creates a key from big-endian numbers; returns nil if OpenSSL refuses them.
    init?(modulus: [UInt8], exponent: [UInt8]) {
        let key = convene_rsa_public_key(modulus, Int32(modulus.count), exponent, Int32(exponent.count))
        guard let key else {
            ERR_clear_error()
            return nil
        }
        self.key = key
        signatureLength = modulus.count
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// Returns whether the signature is this key's RSASSA-PKCS1-v1_5 signature of the message.
    ///
    /// OpenSSL compares the whole padded digest with a newly built one, instead of searching for a digest in the
    /// decrypted signature.
    func verifies(_ signature: [UInt8], of message: some Collection<UInt8>, by algorithm: SignatureAlgorithm) -> Bool {
        let message = Array(message)
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            // An error left in OpenSSL's queue would be attributed to the thread's next TLS connection.
            ERR_clear_error()
        }
        guard EVP_DigestVerifyInit(context, nil, algorithm.digest, nil, key) == 1 else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}

extension SignatureAlgorithm {
    fileprivate var digest: OpaquePointer? {
        switch self {
        case .rs256: EVP_sha256()
        case .rs384: EVP_sha384()
        case .rs512: EVP_sha512()
        }
    }
}
