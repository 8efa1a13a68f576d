import Platform
import Profiles

extension Identity {
    /// Whether mail may go to an address because this caller gives it: administrators and services vouch for any, all
    /// others for the one that their token has verified.
    func vouches(for address: String) -> Bool {
        may(.keeper) || address == mailAddress
    }
}

extension UserID {
    /// The user that a path names.
    ///
    /// - Throws: `ProfileError.unknownUser` if the text is no id.
    init(inPath text: String) throws(ProfileError) {
        guard let user = UserID(text) else { throw .unknownUser }
        self = user
    }
}
