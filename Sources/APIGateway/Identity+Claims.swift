import Bytes
import JSON
import Platform

extension Identity {
    /// Reads the claims of a token that the authorizer has checked; one that does not say who is nobody's.
    ///
    /// An address that no mail can be sent to is none. Cognito's access tokens get past the authorizer, but say neither
    /// name nor address, nor whether the address is verified: they are refused.
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
    /// False as a token has it, or as the text that an HTTP API makes of it.
    fileprivate var isFalse: Bool {
        bool == false || string?.lowercased() == "false"
    }
}
