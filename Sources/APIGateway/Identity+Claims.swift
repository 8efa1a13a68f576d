import Bytes
import JSON
import Platform

extension Identity {
    /// Reads the claims of a token that the authorizer has checked; one that does not say who is nobody's.
    ///
    /// An address that no mail can be sent to is none. Cognito's access tokens get past the authorizer, but say neither
    /// name nor address, nor whether the address is verified: they are refused.
    init(claims: JSONNode, rolesClaim: String) throws(Problem) {
        guard claims["token_use"]?.string != "access" else { throw .accessToken }
        guard let userID = claims["sub"]?.string.flatMap(UserID.init) else { throw .unauthenticated }
        let name = claims["name"]?.string ?? ""
        self.init(
            userID: userID,
            email: claims["email"]?.string.flatMap { MailboxSyntax.isAddress($0) ? $0 : nil },
            isEmailVerified: claims["email_verified"]?.isFalse != true,
            name: name.isEmpty ? "Student" : name,
            roles: Role.named(in: claims[rolesClaim]))
    }
}

extension Role {
    /// Reads a claim that is a list in the token.
    ///
    /// An HTTP API hands it over as the text `[mentor admin]`, a REST API as `mentor,admin`, and either may hand over
    /// the list as it was, or as JSON in a text. Words that are no role of ours are passed over; what parts the words
    /// of one form is part of a word in the others, lest a group that is named `guest,admin` make an admin.
    fileprivate static func named(in claim: JSONNode?) -> Set<Role> {
        guard let claim else { return [] }
        let words = claim.string.map(words) ?? claim.elements.compactMap(\.string)
        return Set(words.compactMap(Role.init(rawValue:)))
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

extension JSONNode {
    /// False as a token has it, or as the text that an HTTP API makes of it.
    fileprivate var isFalse: Bool {
        bool == false || string?.lowercased() == "false"
    }
}
