import DynamoDB
public import Platform
public import Profiles
import Storage
public import Time

/// Makes profiles.
public struct ProfileCreation {
    private let profiles: ProfileRepository

    /// Makes them there.
    public init(profiles: ProfileRepository) {
        self.profiles = profiles
    }

    /// Makes the profile that is asked for, and hands it back as it was made.
    ///
    /// People make their own and no other; administrators and programs make anybody's, and have an id made up where
    /// they name none. The address is the one that the request names: the token's own is not taken over, since nobody
    /// asked for that. The same request with the same key does nothing more and is answered the same. Throws
    /// `AccessError.notYourself` and `ProfileError.userExists`.
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
    /// The making of a function.
    public static func live(on host: Host) throws -> ProfileCreation {
        ProfileCreation(profiles: ProfileRepository(table: try .live(on: host)))
    }
}
