import DynamoDB
public import Platform
public import Profiles
import Storage

/// Shows profiles.
public struct ProfileLookup {
    private let profiles: ProfileRepository

    /// Shows what is kept there.
    public init(profiles: ProfileRepository) {
        self.profiles = profiles
    }

    /// As much of that person's profile as the caller may see; throws `ProfileError.unknownUser` for one without, and
    /// for what is nobody's id.
    public func profile(_ id: String, for caller: Identity) throws -> VisibleProfile {
        guard let user = UserID(id), let profile = try profiles.profile(of: user) else {
            throw ProfileError.unknownUser
        }
        return caller.may(.selfOrKeeper(user)) ? .whole(profile) : .name(profile)
    }
}

extension ProfileLookup {
    /// The look-up of a function.
    public static func live(on host: Host) throws -> ProfileLookup {
        ProfileLookup(profiles: ProfileRepository(table: try .live(on: host)))
    }
}
