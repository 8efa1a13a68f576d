import JSON
import Platform

extension Identity {
    /// Reads the claims of a token that the authorizer has checked; one that does not say who is nobody's.
    init(claims: JSONNode, rolesClaim: String) throws(Problem) {
        guard let userID = claims["sub"]?.string.flatMap(UserID.init) else { throw .unauthenticated }
        let name = claims["name"]?.string ?? ""
        self.init(
            userID: userID,
            email: claims["email"]?.string.flatMap { $0.isMailAddress ? $0 : nil },
            isEmailVerified: claims["email_verified"]?.isFalse != true,
            name: name.isEmpty ? "Student" : name,
            roles: Role.named(in: claims[rolesClaim]))
    }
}

extension Role {
    /// Reads a claim that is a list in the token.
    ///
    /// An HTTP API hands it over as the text `[mentor admin]`, a REST API as `mentor,admin`, and either may hand over
    /// the list as it was. Words that are no role of ours are passed over.
    fileprivate static func named(in claim: JSONNode?) -> Set<Role> {
        guard let claim else { return [] }
        let words = claim.string.map { text in
            text.utf8.split { " ,[]\"".utf8.contains($0) }.map { String(Substring($0)) }
        }
        return Set((words ?? claim.elements.compactMap(\.string)).compactMap(Role.init(rawValue:)))
    }
}

extension String {
    /// Whether mail can be sent there at all; above all, that neither a header nor another recipient can be smuggled in.
    fileprivate var isMailAddress: Bool {
        guard let at = utf8.lastIndex(of: UInt8(ascii: "@")), utf8.count <= 254 else { return false }
        return at != utf8.startIndex && utf8.index(after: at) != utf8.endIndex
            && utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !",;<>".utf8.contains($0) }
    }
}

extension JSONNode {
    /// False as a token has it, or as the text that an HTTP API makes of it.
    fileprivate var isFalse: Bool {
        bool == false || string?.lowercased() == "false"
    }
}
