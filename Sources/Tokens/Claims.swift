public import JSON

/// The content of a verified token.
public struct Claims: Sendable {
    /// The object with all claims.
    public let root: JSONNode
    /// The token's scopes (`scope` or `scp`) in order; empty if it has neither claim.
    public let scopes: [String]

    init(_ root: JSONNode) throws(TokenError) {
        self.root = root
        scopes = try Self.scopes(of: root)
    }

    /// The claim with this name; nil if there is none.
    public subscript(name: String) -> JSONNode? { root[name] }

    /// The subject (`sub`); nil if it is missing or not a string.
    public var subject: String? { root["sub"]?.string }

    private static func scopes(of root: JSONNode) throws(TokenError) -> [String] {
        var scopes: [String] = []
        for name in ["scope", "scp"] {
            guard let claim = root[name] else { continue }
            if let text = claim.string {
                scopes += text.split(separator: " ").map(String.init)
            } else {
                scopes += try claim.strings(of: name)
            }
        }
        return scopes
    }

    /// Returns whether the token has at least one of these scopes.
    public func allowsAny(of wanted: [String]) -> Bool {
        wanted.contains { scope in scopes.contains { $0.hasSameBytes(as: scope) } }
    }
}

extension JSONNode {
    /// Returns the strings of a claim that is an array of them.
    func strings(of name: String) throws(TokenError) -> [String] {
        guard let array else { throw .badClaim(name) }
        let strings = array.compactMap(\.string)
        guard strings.count == array.count else { throw .badClaim(name) }
        return strings
    }
}
