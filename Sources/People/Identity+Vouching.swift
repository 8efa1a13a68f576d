import Platform
import Profiles

extension Identity {
    /// Returns whether mail may go to an address because this caller gives it.
    ///
    /// Administrators and services vouch for any address, all other users for the one that their token has verified.
    func vouches(for address: String) -> Bool {
        may(.keeper) || address == mailAddress
    }
}

extension UserID {
    /// Creates the id of the user that a path names.
    ///
    /// - Throws: `ProfileError.unknownUser` if the text is not an id.
    init(inPath text: String) throws(ProfileError) {
        guard let user = UserID(text) else { throw .unknownUser }
        self = user
    }
}
