import DynamoDB
public import Platform
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
    /// they name none. The address is the one that the request names: the token's own is not taken over, for nobody
    /// asked for that. The same request with the same key does nothing more and is answered the same. Throws
    /// `PersonError.notYourself` and `personExists`.
    public func create(
        _ new: NewProfile, by caller: Identity, at now: Instant, once key: IdempotencyKey? = nil
    ) throws -> Profile {
        let user = try owner(of: new, by: caller, at: now)
        let claim = IdempotencyClaim(key, by: caller.userID, at: now)
        let receipt = try profiles.add(new.profile(of: user, at: now), claim: claim).answer
        // A repeated request has the same members, so that the receipt need not keep what may have to be erased.
        return new.profile(of: UserID(receipt.userID) ?? user, at: receipt.createdAt)
    }

    private func owner(of new: NewProfile, by caller: Identity, at now: Instant) throws(PersonError) -> UserID {
        if caller.isAny(of: .keepers) { return new.userID ?? UserID(.make(at: now)) }
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

extension NewProfile {
    func profile(of user: UserID, at now: Instant) -> Profile {
        Profile(userID: user, name: name, email: email, locale: locale, timezone: timezone, createdAt: now)
    }
}
