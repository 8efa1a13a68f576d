internal import COpenSSL

/// A private RSA key with which a development issuer signs its tokens.
///
/// Threads may share a key: OpenSSL counts the references to it and does not change it when signing.
public final class SigningKey: @unchecked Sendable {
    /// The minimum length of a key in bits.
    public static let fewestBits = 2048
    private static let firstLine = "-----BEGIN PRIVATE KEY-----"

    /// The key's name in tokens: its thumbprint (RFC 7638), so that equal keys have equal names.
    public let id: String
    /// The public numbers, big-endian.
    let modulus: [UInt8]
    let exponent: [UInt8]
    let key: OpaquePointer

    /// Generates a key of 2048 bits.
    public static func generate() throws(IssuingError) -> SigningKey {
        guard let key = convene_rsa_generate(UInt32(fewestBits)) else {
            ERR_clear_error()
            throw .noKeyMade
        }
        return try SigningKey(taking: key)
    }

    /// Reads a key in PKCS #8 that `pem()` or another program wrote.
    public convenience init(pem: String) throws(IssuingError) {
        defer { ERR_clear_error() }
        let text = Array(pem.utf8)
        guard text.starts(with: Self.firstLine.utf8), text.count < 64 * 1024,
            let key = text.withUnsafeBytes(Self.privateKey)
        else { throw .notAPrivateKey }
        try self.init(taking: key)
    }

    /// Returns the key in a text, which OpenSSL reads in place, so it must stay valid during the call.
    private static func privateKey(in text: UnsafeRawBufferPointer) -> OpaquePointer? {
        guard let source = BIO_new_mem_buf(text.baseAddress, Int32(text.count)) else { return nil }
        defer { BIO_free(source) }
        return convene_private_key_from_pem(source)
    }

    /// Takes ownership of the key, even if it throws.
    private init(taking key: OpaquePointer) throws(IssuingError) {
        self.key = key
        modulus = Self.bytes(of: convene_rsa_modulus(key))
        exponent = Self.bytes(of: convene_rsa_exponent(key))
        id = Thumbprint.text(modulus: modulus, exponent: exponent)
        try check()
    }

    deinit {
        EVP_PKEY_free(key)
    }

    private func check() throws(IssuingError) {
        defer { ERR_clear_error() }
        guard EVP_PKEY_is_a(key, "RSA") == 1, !modulus.isEmpty else { throw .notAnRSAKey }
        let bits = Int(EVP_PKEY_get_bits(key))
        guard bits >= Self.fewestBits else { throw .tooShort(bits: bits) }
        guard isConsistent() else { throw .notAnRSAKey }
    }

    /// Returns whether the public part verifies what the private part signs.
    ///
    /// OpenSSL's own check also tests the primes, which takes many times as long.
    private func isConsistent() -> Bool {
        let message = Array(id.utf8)
        guard let signature = try? signature(of: message) else { return false }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func bytes(of number: OpaquePointer?) -> [UInt8] {
        guard let number else { return [] }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }
}

extension SigningKey {
    /// Returns the private key as PEM (PKCS #8), which lets its reader sign.
    public func pem() throws(IssuingError) -> String {
        defer { ERR_clear_error() }
        guard let target = BIO_new(BIO_s_mem()) else { throw .notWritten }
        defer { BIO_free(target) }
        guard PEM_write_bio_PKCS8PrivateKey(target, key, nil, nil, 0, nil, nil) == 1 else { throw .notWritten }
        var contents: UnsafeMutablePointer<CChar>?
        let count = convene_bio_contents(target, &contents)
        guard let contents, count > 0 else { throw .notWritten }
        return String(decoding: UnsafeRawBufferPointer(start: contents, count: count), as: UTF8.self)
    }

    /// Returns the RSASSA-PKCS1-v1_5 signature of the message with SHA-256.
    func signature(of message: [UInt8]) throws(IssuingError) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        var signature = [UInt8](repeating: 0, count: modulus.count)
        var length = signature.count
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == signature.count
        else { throw .notWritten }
        return signature
    }
}
