import JSON
import Template

/// A user of the local API, as described by tokens.
struct LocalUser: Equatable {
    var id: String
    var name: String?
    var email: String?
    var roles: [String] = []

    init(id: String) {
        self.id = id
    }

    /// Parses `ada` or `ada:organizer,admin`.
    init(_ text: String) throws(GatewayError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard !parts[0].isEmpty, parts.count == 1 || !parts[1].isEmpty else {
            throw GatewayError(
                "--anonymous-as is a user, or a user with roles such as ada:organizer,admin, not \(text)")
        }
        id = String(parts[0])
        if parts.count > 1 { roles = Self.roles(String(parts[1])) }
    }

    static func roles(_ text: String) -> [String] {
        text.split(separator: ",").map(String.init)
    }

    /// Returns the claims beyond the standard ones; roles are placed where the functions look for them.
    func claims(for stack: Stack) -> [String: JSONValue] {
        func setting(_ name: String) -> String? { stack.functions.lazy.compactMap { $0.environment[name] }.first }
        var claims: [String: JSONValue] = [
            "name": .string(name ?? id), "token_use": "id", "email": .string(email ?? "\(id)@example.com"),
            "email_verified": true,
        ]
        let prefix = setting("ROLES_PREFIX") ?? ""
        let named = roles.map { JSONValue.string(prefix + $0) }
        if !named.isEmpty { claims[setting("ROLES_CLAIM") ?? "cognito:groups"] = .array(named) }
        return claims
    }
}
