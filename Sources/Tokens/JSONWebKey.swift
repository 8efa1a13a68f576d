public import JSON
internal import Bytes

/// How strong the keys must be that are taken.
public struct KeyRules: Equatable, Sendable {
    /// How few bits a modulus may have.
    public let minimumModulusBits: Int

    /// Beyond this, each signature would take long enough to keep a server from its work.
    static let maximumModulusBits = 8192

    /// Takes moduli of at least that many bits; less than 2048 is for old examples alone.
    public init(minimumModulusBits: Int = 2048) {
        self.minimumModulusBits = minimumModulusBits
    }
}

/// A public RSA key to verify signatures with (RFC 7517, RFC 7518).
public struct JSONWebKey: Sendable {
    /// What tokens call the key (`kid`); nil for a key without a name.
    public let id: String?
    /// The one algorithm that the key is for (`alg`); nil when it says none.
    public let algorithm: SignatureAlgorithm?
    let key: RSAPublicKey

    /// Reads a key; of a private one, only the public part counts.
    ///
    /// - Throws: `unsuitableKey`, when it is not an RSA key, not for verifying, or not sound.
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

    /// Why the key can't verify what this algorithm signed; nil when it can.
    func problem(with algorithm: SignatureAlgorithm) -> KeyProblem? {
        self.algorithm == nil || self.algorithm == algorithm ? nil : .otherAlgorithm
    }
}

extension JSONWebKey {
    /// The member, which must be a string where there is one; nil where there is none.
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
        guard !FaultyPrimes.seemToMake(modulus) else { throw .unsuitableKey(.faultyPrimes) }
        let exponent = try number("e", of: node)
        guard let last = exponent.last, last & 1 == 1, exponent != [1], exponent.count <= 8 else {
            throw .unsuitableKey(.badExponent)
        }
        guard let key = RSAPublicKey(modulus: modulus, exponent: exponent) else { throw .unsuitableKey(.refused) }
        return key
    }

    /// A number big-endian, in as few bytes as it needs.
    private static func number(_ name: String, of node: JSONNode) throws(TokenError) -> [UInt8] {
        guard let text = node[name]?.string, let bytes = Base64URL.decode(text), let first = bytes.first, first != 0
        else { throw .unsuitableKey(.badMember(name)) }
        return bytes
    }
}
