public import JSON

/// An issuer's key set (RFC 7517, section 5).
///
/// Unusable keys, such as those for encryption or of other kinds, are kept only to explain why a token that names one
/// is refused.
public struct JSONWebKeySet: Sendable {
    /// The most keys in a set: all of them are examined for a token that names none.
    public static let mostKeys = 100

    private let entries: [Entry]
    let known = VerifiedTokens()

    /// Creates a set of these keys.
    public init(keys: [JSONWebKey]) {
        entries = keys.map { Entry(id: $0.id, content: .usable($0)) }
    }

    /// Parses a key set.
    ///
    /// - Throws: `badKeySet` if the text is not JSON or not a set.
    public init(parsing bytes: [UInt8], rules: KeyRules = KeyRules()) throws(TokenError) {
        do {
            try self.init(JSONDocument(parsing: bytes, maximumDepth: 32).root, rules: rules)
        } catch {
            throw .badKeySet(error)
        }
    }

    /// Reads a key set: an object whose `keys` are objects.
    public init(_ node: JSONNode, rules: KeyRules = KeyRules()) throws(JSONError) {
        guard !node.hasRepeatedKeys else { throw node.error("has a member twice") }
        let keys = try node.required("keys")
        guard try keys.asArray().count <= Self.mostKeys else { throw keys.error("has more than \(Self.mostKeys) keys") }
        var entries: [Entry] = []
        for key in keys.elements {
            _ = try key.asObject()
            entries.append(Entry(key, rules))
        }
        self.entries = entries
    }

    /// Returns the only key that can verify the algorithm's signatures, among those with the name if one is given.
    func key(named id: String?, for algorithm: SignatureAlgorithm) throws(TokenError) -> JSONWebKey {
        let candidates = entries.filter { id == nil || $0.isNamed(id) }
        let keys = candidates.compactMap { $0.key(for: algorithm) }
        if keys.count == 1, let key = keys.first { return key }
        guard keys.isEmpty else { throw .ambiguousKey }
        guard candidates.count == 1, let problem = candidates.first?.problem(with: algorithm) else { throw .unknownKey }
        throw .unsuitableKey(problem)
    }
}

/// A key of a set, or the reason why it is unusable.
private struct Entry: Sendable {
    enum Content {
        case usable(JSONWebKey)
        case unusable(KeyProblem)
    }

    let id: String?
    let content: Content

    init(id: String?, content: Content) {
        self.id = id
        self.content = content
    }

    init(_ node: JSONNode, _ rules: KeyRules) {
        id = node["kid"]?.string
        do {
            content = .usable(try JSONWebKey(node, rules: rules))
        } catch {
            if case .unsuitableKey(let problem) = error {
                content = .unusable(problem)
            } else {
                content = .unusable(.refused)
            }
        }
    }

    func isNamed(_ name: String?) -> Bool {
        guard let id, let name else { return false }
        return id.hasSameBytes(as: name)
    }

    func key(for algorithm: SignatureAlgorithm) -> JSONWebKey? {
        guard case .usable(let key) = content, key.problem(with: algorithm) == nil else { return nil }
        return key
    }

    func problem(with algorithm: SignatureAlgorithm) -> KeyProblem? {
        switch content {
        case .usable(let key): key.problem(with: algorithm)
        case .unusable(let problem): problem
        }
    }
}
