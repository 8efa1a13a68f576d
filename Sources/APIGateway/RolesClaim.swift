import JSON
import Platform

/// Where a token names its bearer's roles, and how.
struct RolesClaim: Equatable, Sendable {
    /// The claim.
    let name: String
    /// What a word has to begin with to name a role, such as `convene:`; empty where every word of the claim is ours.
    let prefix: String

    /// The claim of that name.
    init(_ name: String, prefix: String = "") {
        self.name = name
        self.prefix = prefix
    }

    /// The claim that ROLES_CLAIM and ROLES_PREFIX tell of; without them the groups of a Cognito pool.
    init(_ settings: Settings) {
        self.init(settings["ROLES_CLAIM"] ?? "cognito:groups", prefix: settings["ROLES_PREFIX"] ?? "")
    }

    /// Reads a claim that is a list in the token.
    ///
    /// An HTTP API hands it over as the text `[mentor admin]`, a REST API as `mentor,admin`, and either may hand over
    /// the list as it was, or as JSON in a text. Words that are no role of ours are passed over; what parts the words
    /// of one form is part of a word in the others, lest a group that is named `guest,admin` make an admin.
    ///
    /// The first form is all that an HTTP API tells of a group `guest admin`: `[guest admin]`. Cognito allows no blank
    /// in a group's name, other issuers may, so that their words need a prefix that no group of another purpose has.
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
        // JSON without a quote names no role, so that there is no need to try.
        if text.utf8.contains(UInt8(ascii: "\"")), let list = try? JSONDocument(parsing: Array(text.utf8)).root {
            return list.elements.compactMap(\.string)
        }
        var text = text
        return text.withUTF8 { bytes in
            bytes[1..<(bytes.count - 1)].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
