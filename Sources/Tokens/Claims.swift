public import JSON

/// What a verified token says of its bearer.
public struct Claims: Sendable {
    /// All claims, as they are written: an object.
    public let root: JSONNode
    /// What the token allows (`scope` or `scp`), in its order; none when it has neither.
    public let scopes: [String]

    init(_ root: JSONNode) throws(TokenError) {
        self.root = root
        scopes = try Self.scopes(of: root)
    }

    /// The claim with this name; nil when there is none.
    public subscript(name: String) -> JSONNode? { root[name] }

    /// Whom the token is about (`sub`); nil when it does not say, or not in a string.
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

    /// Whether the token allows at least one of these.
    public func allowsAny(of wanted: [String]) -> Bool {
        wanted.contains { scope in scopes.contains { $0.hasSameBytes(as: scope) } }
    }
}

extension JSONNode {
    /// The strings of a claim that is an array of them.
    func strings(of name: String) throws(TokenError) -> [String] {
        guard let array else { throw .badClaim(name) }
        let strings = array.compactMap(\.string)
        guard strings.count == array.count else { throw .badClaim(name) }
        return strings
    }
}
