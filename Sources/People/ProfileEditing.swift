public import Platform
public import Profiles
public import Storage
public import Time

/// Changes profiles.
public struct ProfileEditing {
    private let profiles: ProfileRepository
    private let attempts: Attempts

    /// Changes profiles in the given repository.
    public init(profiles: ProfileRepository, attempts: Attempts) {
        self.profiles = profiles
        self.attempts = attempts
    }

    /// Makes the changes, and returns the whole profile with them.
    ///
    /// Concurrent changes of other members are kept. A caller's own profile is created if it doesn't exist.
    ///
    /// - Throws: `AccessError.notYourself` if the profile is another user's and the caller is not a keeper,
    ///   `ProfileError.unknownUser` if another user has no profile, `ContentionError` if other requests came first at
    ///   every attempt.
    public func change(
        _ id: String, _ changes: ProfileChanges, by caller: Identity, at now: Instant
    ) throws -> VisibleProfile {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrKeeper(user))
        let ways = changes.ways(by: caller)
        return try attempts.run {
            for way in ways where try profiles.update(user, way) {
                return try profiles.profile(of: user).map(VisibleProfile.whole)
            }
            if let profile = try profiles.profile(of: user) { return ways.isEmpty ? .whole(profile) : nil }
            guard user == caller.userID else { throw ProfileError.unknownUser }
            let profile = changes.profile(of: caller, at: now)
            return try profiles.add(profile, claim: nil) == nil ? nil : .whole(profile)
        }
    }
}

extension ProfileEditing {
    /// Returns the editing for a function.
    public static func live(on host: Host) throws -> ProfileEditing {
        ProfileEditing(profiles: ProfileRepository(table: try .live(on: host)), attempts: Attempts(on: host))
    }
}
