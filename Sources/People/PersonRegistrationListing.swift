import DynamoDB
public import Events
public import Platform
import Profiles
import Storage

/// Lists users' registrations.
public struct PersonRegistrationListing {
    private let registrations: PersonRegistrations
    private let profiles: ProfileRepository

    /// Creates a listing of the given registrations.
    init(registrations: PersonRegistrations, profiles: ProfileRepository) {
        self.registrations = registrations
        self.profiles = profiles
    }

    /// Returns some of the user's registrations, and the cursor of the next page.
    ///
    /// Only the user, administrators and services may see them.
    ///
    /// - Throws: `AccessError.notYourself` if the caller may not see them, `ProfileError.unknownUser` if another user
    ///   has neither a profile nor a registration.
    public func registrations(
        of id: String, for caller: Identity, _ query: RegistrationsQuery
    ) throws -> (shown: [PersonRegistration], next: String?) {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrKeeper(user))
        let page = try registrations.page(of: user, after: query.cursor, offset: query.offset, limit: query.limit)
        guard try !page.shown.isEmpty || user == caller.userID || isKnown(user) else { throw ProfileError.unknownUser }
        return (page.shown, page.next?.cursor)
    }

    private func isKnown(_ user: UserID) throws -> Bool {
        try profiles.profile(of: user) != nil || registrations.hasAny(user)
    }
}

extension PersonRegistrationListing {
    /// Returns the listing for a function.
    public static func live(on host: Host) throws -> PersonRegistrationListing {
        let table = try Table.live(on: host)
        return PersonRegistrationListing(
            registrations: PersonRegistrations(table: table), profiles: ProfileRepository(table: table))
    }
}
