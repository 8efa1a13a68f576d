internal import COpenSSL

/// A public RSA key, as OpenSSL holds it.
///
/// OpenSSL counts the references to a key and never changes it while it verifies, so threads may share one.
final class RSAPublicKey: @unchecked Sendable {
    /// How many bytes a signature has: as many as the modulus.
    let signatureLength: Int
    private let key: OpaquePointer

    /// Takes both numbers big-endian; nil when OpenSSL refuses them.
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

    /// Whether the signature is this key's for the message, by RSASSA-PKCS1-v1_5.
    ///
    /// OpenSSL builds the whole padded digest anew and compares it, rather than look for a digest in what it finds.
    func verifies(_ signature: [UInt8], of message: some Collection<UInt8>, by algorithm: SignatureAlgorithm) -> Bool {
        let message = Array(message)
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            // What is left in OpenSSL's list of errors would be taken for one of the thread's next TLS connection.
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
