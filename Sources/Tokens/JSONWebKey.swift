public import JSON
internal import Bytes

/// The required strength of keys.
public struct KeyRules: Equatable, Sendable {
    /// The minimum length of a modulus in bits.
    public let minimumModulusBits: Int

    /// Longer keys would make each signature slow enough to keep a server from its work.
    static let maximumModulusBits = 8192

    /// Accepts moduli of at least that many bits; less than 2048 is only meant for old examples.
    public init(minimumModulusBits: Int = 2048) {
        self.minimumModulusBits = minimumModulusBits
    }
}

/// A public RSA key for verifying signatures (RFC 7517, RFC 7518).
public struct JSONWebKey: Sendable {
    /// The key's name (`kid`); nil if it has none.
    public let id: String?
    /// The only algorithm that the key is for (`alg`); nil if unspecified.
    public let algorithm: SignatureAlgorithm?
    let key: RSAPublicKey

    /// Reads a key; of a private key, only the public part is used.
    ///
    /// - Throws: `unsuitableKey` if it is not an RSA key, not for verifying, or not sound.
    public init(_ node: JSONNode, rules: KeyRules = KeyRules()) throws(TokenError) {
        guard !node.hasRepeatedKeys else { throw .unsuitableKey(.badMember("set of members")) }
        guard let type = try Self.text("kty", of: node) else { throw .unsuitableKey(.badMember("kty")) }
        guard type.hasSameBytes(as: "RSA") else { throw .unsuitableKey(.notRSA) }
        if let use = try Self.text("use", of: node), !use.hasSameBytes(as: "sig") {
            throw .unsuitableKey(.notForSignatures)
        }
        try Self.checkOperations(of: node)
        id = try Self.text("kid", of: node)
        algorithm = try Self.algorithm(of: node)
        key = try Self.publicKey(of: node, rules)
    }

    /// Returns why the key can't verify this algorithm's signatures; nil if it can.
    func problem(with algorithm: SignatureAlgorithm) -> KeyProblem? {
        self.algorithm == nil || self.algorithm == algorithm ? nil : .otherAlgorithm
    }
}

extension JSONWebKey {
    /// Returns a member that must be a string if it exists.
    private static func text(_ name: String, of node: JSONNode) throws(TokenError) -> String? {
        guard let member = node[name] else { return nil }
        guard let text = member.string else { throw .unsuitableKey(.badMember(name)) }
        return text
    }

    private static func checkOperations(of node: JSONNode) throws(TokenError) {
        guard let member = node["key_ops"] else { return }
        guard let elements = member.array else { throw .unsuitableKey(.badMember("key_ops")) }
        let operations = elements.compactMap(\.string)
        guard operations.count == elements.count, Set(operations).count == operations.count else {
            throw .unsuitableKey(.badMember("key_ops"))
        }
        let canVerify = operations.contains { $0.hasSameBytes(as: "verify") }
        guard canVerify else { throw .unsuitableKey(.notForVerifying) }
    }

    private static func algorithm(of node: JSONNode) throws(TokenError) -> SignatureAlgorithm? {
        guard let name = try text("alg", of: node) else { return nil }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .unsuitableKey(.otherAlgorithm) }
        return algorithm
    }

    private static func publicKey(of node: JSONNode, _ rules: KeyRules) throws(TokenError) -> RSAPublicKey {
        let modulus = try number("n", of: node)
        let bits = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
        guard bits >= rules.minimumModulusBits else { throw .unsuitableKey(.tooShort(bits: bits)) }
        guard bits <= KeyRules.maximumModulusBits else { throw .unsuitableKey(.tooLong(bits: bits)) }
        guard let lowest = modulus.last, lowest & 1 == 1 else { throw .unsuitableKey(.badMember("n")) }
        guard !FaultyPrimes.mayHaveMade(modulus) else { throw .unsuitableKey(.faultyPrimes) }
        let exponent = try number("e", of: node)
        guard let last = exponent.last, last & 1 == 1, exponent != [1], exponent.count <= 8 else {
            throw .unsuitableKey(.badExponent)
        }
        guard let key = RSAPublicKey(modulus: modulus, exponent: exponent) else { throw .unsuitableKey(.refused) }
        return key
    }

    /// Returns a big-endian number without leading zero bytes.
    private static func number(_ name: String, of node: JSONNode) throws(TokenError) -> [UInt8] {
        guard let text = node[name]?.string, let bytes = Base64URL.decode(text), let first = bytes.first, first != 0
        else { throw .unsuitableKey(.badMember(name)) }
        return bytes
    }
}
