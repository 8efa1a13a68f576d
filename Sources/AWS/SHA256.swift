internal import Bytes
internal import COpenSSL

/// SHA-256 (FIPS 180-4), computed by OpenSSL.
public enum SHA256 {
    /// Returns the 32 bytes of the digest.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var state = State()
        bytes.withUnsafeBytes { state.update($0) }
        return state.digest()
    }

    /// Returns the digest in lower-case hexadecimal digits.
    public static func hexHash(_ bytes: [UInt8]) -> String {
        Hex.encode(hash(bytes))
    }

    /// Returns the digest of the text's UTF-8, in lower-case hexadecimal digits.
    public static func hexHash(_ text: String) -> String {
        var state = State()
        state.update(text)
        return Hex.encode(state.digest())
    }

    /// A digest in progress; a copy continues independently.
    struct State {
        private var context: SHA256_CTX

        init() {
            context = SHA256_CTX()
            SHA256_Init(&context)
        }

        mutating func update(_ bytes: UnsafeRawBufferPointer) {
            SHA256_Update(&context, bytes.baseAddress, bytes.count)
        }

        mutating func update(_ text: String) {
            var text = text
            text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
        }

        /// Returns the digest of the bytes so far; it finishes a copy, so this state can continue.
        func digest() -> [UInt8] {
            var context = context
            return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { output, count in
                SHA256_Final(output.baseAddress, &context)
                count = output.count
            }
        }
    }
}

/// HMAC with SHA-256 (RFC 2104) under one key.
///
/// The key's own blocks are digested once, so each message costs only two finalisations.
public struct HMACSHA256: Sendable {
    private let inner: SHA256.State
    private let outer: SHA256.State

    /// Creates the code for a key of any length; one longer than a block is replaced by its digest.
    public init(key: [UInt8]) {
        let blockLength = 64
        var block = key.count > blockLength ? SHA256.hash(key) : key
        block += [UInt8](repeating: 0, count: blockLength - block.count)
        inner = Self.state(after: block.map { $0 ^ 0x36 })
        outer = Self.state(after: block.map { $0 ^ 0x5C })
    }

    /// Returns the 32-byte code of the message.
    public func authenticate(_ message: [UInt8]) -> [UInt8] {
        var state = inner
        message.withUnsafeBytes { state.update($0) }
        return finish(state)
    }

    /// Returns the 32-byte code of the text's UTF-8.
    public func authenticate(_ text: String) -> [UInt8] {
        var state = inner
        state.update(text)
        return finish(state)
    }

    private func finish(_ message: SHA256.State) -> [UInt8] {
        var state = outer
        message.digest().withUnsafeBytes { state.update($0) }
        return state.digest()
    }

    private static func state(after block: [UInt8]) -> SHA256.State {
        var state = SHA256.State()
        block.withUnsafeBytes { state.update($0) }
        return state
    }
}
