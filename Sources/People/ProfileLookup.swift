import DynamoDB
public import Platform
public import Profiles
import Storage

/// Shows profiles.
public struct ProfileLookup {
    private let profiles: ProfileRepository

    /// Shows profiles from the given repository.
    public init(profiles: ProfileRepository) {
        self.profiles = profiles
    }

    /// Returns as much of the user's profile as the caller may see.
    ///
    /// - Throws: `ProfileError.unknownUser` if the user has no profile, or the text is not an id.
    public func profile(_ id: String, for caller: Identity) throws -> VisibleProfile {
        guard let user = UserID(id), let profile = try profiles.profile(of: user) else {
            throw ProfileError.unknownUser
        }
        return caller.may(.selfOrKeeper(user)) ? .whole(profile) : .name(profile)
    }
}

extension ProfileLookup {
    /// Returns the lookup for a function.
    public static func live(on host: Host) throws -> ProfileLookup {
        ProfileLookup(profiles: ProfileRepository(table: try .live(on: host)))
    }
}
