import Bytes
import JSON
import Platform

extension Identity {
    /// Reads the claims of a token that the authorizer has checked.
    ///
    /// An address to which no mail can be sent is ignored. Cognito's access tokens pass the authorizer, but contain no
    /// name, no address and no word on whether it is verified: they are refused.
    ///
    /// - Throws: If the token does not identify its user.
    init(claims: JSONNode, rolesClaim: RolesClaim) throws(Problem) {
        guard claims["token_use"]?.string != "access" else { throw .accessToken }
        guard let userID = claims["sub"]?.string.flatMap(UserID.init) else { throw .unauthenticated }
        let name = claims["name"]?.string ?? ""
        self.init(
            userID: userID,
            email: claims["email"]?.string.flatMap { MailboxSyntax.isAddress($0) ? $0 : nil },
            isEmailVerified: claims["email_verified"]?.isFalse != true,
            name: name.isEmpty ? "Student" : name,
            roles: rolesClaim.roles(in: claims), locale: claims["locale"]?.string,
            timezone: claims["zoneinfo"]?.string)
    }
}

extension JSONNode {
    /// Whether this is false as in a token, or as the text that an HTTP API makes of it.
    fileprivate var isFalse: Bool {
        bool == false || string?.lowercased() == "false"
    }
}
