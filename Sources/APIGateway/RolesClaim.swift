import JSON
import Platform

/// The claim with a user's roles in a token, and its form.
struct RolesClaim: Equatable, Sendable {
    /// The name of the claim.
    let name: String
    /// The prefix of a role's name, such as `convene:`; empty if the claim contains only this service's roles.
    let prefix: String

    /// Creates the claim of that name.
    init(_ name: String, prefix: String = "") {
        self.name = name
        self.prefix = prefix
    }

    /// Reads ROLES_CLAIM and ROLES_PREFIX; the default is the groups of a Cognito pool.
    init(_ settings: Settings) {
        self.init(settings["ROLES_CLAIM"] ?? "cognito:groups", prefix: settings["ROLES_PREFIX"] ?? "")
    }

    /// Returns the roles from a claim that is a list in the token.
    ///
    /// An HTTP API passes it as the text `[mentor admin]`, a REST API as `mentor,admin`, and either may pass the list
    /// itself, or JSON in a text. Unknown roles are ignored; the separator of one form is part of a word in the others,
    /// so that a group named `guest,admin` makes nobody an admin.
    ///
    /// In the first form, a group `guest admin` looks like two: `[guest admin]`. Cognito allows no space in a group's
    /// name, but other issuers may, so their roles need a prefix that no unrelated group has.
    func roles(in claims: JSONNode) -> Set<Role> {
        guard let claim = claims[name] else { return [] }
        return Set((claim.string.map(Self.words) ?? claim.elements.compactMap(\.string)).compactMap(role))
    }

    private func role(_ word: String) -> Role? {
        guard !prefix.isEmpty else { return Role(rawValue: word) }
        return word.utf8.starts(with: prefix.utf8)
            ? Role(rawValue: String(Substring(word.utf8.dropFirst(prefix.utf8.count)))) : nil
    }

    private static func words(_ text: String) -> [String] {
        guard text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") else {
            return text.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)) }
        }
        // JSON without a quote contains no role, so it need not be parsed.
        if text.utf8.contains(UInt8(ascii: "\"")), let list = try? JSONDocument(parsing: Array(text.utf8)).root {
            return list.elements.compactMap(\.string)
        }
        var text = text
        return text.withUTF8 { bytes in
            bytes[1..<(bytes.count - 1)].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
