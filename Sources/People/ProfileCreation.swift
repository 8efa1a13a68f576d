import DynamoDB
public import Platform
public import Profiles
import Storage
public import Time

/// Creates profiles.
public struct ProfileCreation {
    private let profiles: ProfileRepository

    /// Creates profiles in the given repository.
    public init(profiles: ProfileRepository) {
        self.profiles = profiles
    }

    /// Creates the requested profile, and returns it as it was created.
    ///
    /// Users create only their own profile; administrators and services create any, with a new id if they give none.
    /// The address is the one in the request: the token's own is not taken over, since the caller did not ask for that.
    /// A repeated request with the same key has no further effect and gets the same answer.
    ///
    /// - Throws: `AccessError.notYourself` if the caller may not create the profile, `ProfileError.userExists` if the
    ///   user has one already.
    public func create(
        _ new: NewProfile, by caller: Identity, at now: Instant, once key: IdempotencyKey? = nil
    ) throws -> VisibleProfile {
        let user = try owner(of: new, by: caller, at: now)
        let claim = IdempotencyClaim(key, by: caller.userID, at: now)
        let profile = new.profile(of: user, by: caller, at: now)
        guard let receipt = try profiles.add(profile, claim: claim)?.answer else { throw ProfileError.userExists }
        // A repeated request has the same members: the receipt need not keep what may have to be erased.
        return .whole(new.profile(of: UserID(receipt.userID) ?? user, by: caller, at: receipt.createdAt))
    }

    private func owner(of new: NewProfile, by caller: Identity, at now: Instant) throws(AccessError) -> UserID {
        if caller.may(.keeper) { return new.userID ?? UserID(.make(at: now)) }
        guard new.userID.map({ $0 == caller.userID }) ?? true else { throw .notYourself }
        return caller.userID
    }
}

extension ProfileCreation {
    /// Returns the creation for a function.
    public static func live(on host: Host) throws -> ProfileCreation {
        ProfileCreation(profiles: ProfileRepository(table: try .live(on: host)))
    }
}
