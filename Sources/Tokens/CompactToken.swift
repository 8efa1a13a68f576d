internal import Bytes
internal import JSON

/// A signed token in the compact form of RFC 7515: three base64url parts separated by dots, not verified yet.
struct CompactToken {
    /// The maximum length of a token in bytes.
    static let longest = 16 * 1024

    let algorithm: SignatureAlgorithm
    /// The key's name in the header; nil if there is none.
    let keyID: String?
    let payload: [UInt8]
    let signature: [UInt8]
    /// The signed text: the first two parts as written.
    let signedText: ArraySlice<UInt8>

    init(_ token: [UInt8]) throws(TokenError) {
        guard token.count <= Self.longest else { throw .tooLong }
        let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[2].isEmpty else { throw .notThreeParts }
        let header = try Self.header(parts[0])
        algorithm = try Self.algorithm(of: header)
        keyID = try Self.keyID(of: header)
        payload = try Self.decode(parts[1], .payload)
        signature = try Self.decode(parts[2], .signature)
        signedText = token[..<parts[1].endIndex]
    }

    private static func decode(_ characters: ArraySlice<UInt8>, _ part: TokenPart) throws(TokenError) -> [UInt8] {
        // Invalid UTF-8 becomes characters outside the alphabet, which are refused.
        guard let bytes = Base64URL.decode(String(decoding: characters, as: UTF8.self)) else {
            throw .badEncoding(part)
        }
        return bytes
    }

    /// Returns the header, whose members `jwk`, `jku`, `x5c` and the like are ignored: no token brings its own key.
    private static func header(_ part: ArraySlice<UInt8>) throws(TokenError) -> JSONNode {
        let header = try JSONNode(object: decode(part, .header), in: .header)
        guard header["crit"] == nil, header["b64"] == nil else { throw .unknownExtension }
        for name in ["typ", "cty"] where header[name] != nil && header[name]?.string == nil {
            throw .badHeader(name)
        }
        return header
    }

    private static func algorithm(of header: JSONNode) throws(TokenError) -> SignatureAlgorithm {
        guard let name = header["alg"]?.string else { throw .badHeader("alg") }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .unsupportedAlgorithm }
        return algorithm
    }

    private static func keyID(of header: JSONNode) throws(TokenError) -> String? {
        guard let member = header["kid"] else { return nil }
        guard let name = member.string else { throw .badHeader("kid") }
        return name
    }
}

extension JSONNode {
    /// The deepest nesting of a header or claims; no issuer needs more, and later readers may be less careful.
    private static let deepest = 32

    /// Reads an object without repeated members.
    init(object bytes: [UInt8], in part: TokenPart) throws(TokenError) {
        do {
            self = try JSONDocument(parsing: bytes, maximumDepth: Self.deepest).root
            _ = try asObject()
        } catch {
            throw .notAnObject(part, error)
        }
        guard !hasRepeatedKeys else { throw .repeatedMember(part) }
    }
}
