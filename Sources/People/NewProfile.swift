public import Platform
import Profiles
import Storage
import Time

/// A request for a new profile.
public struct NewProfile: Equatable, Sendable {
    /// The id of the profile's user; nil if the request names none.
    public let userID: UserID?
    private let given: GivenProfile

    /// Reads the members of a request, and notes every error in them; the caller's own id may be any.
    public init(reading fields: inout BodyFields, by caller: Identity) {
        userID = fields.value(ifGiven: "userId", orNull: true, or: .matches(pattern: ChosenID.pattern)) { text in
            text == caller.userID.text ? caller.userID : ChosenID.isOne(text) ? UserID(text) : nil
        }
        given = GivenProfile(reading: &fields, requiringName: true)
    }

    /// Returns the profile that the caller makes.
    func profile(of user: UserID, by caller: Identity, at now: Instant) -> Profile {
        let email = given.email.value
        return Profile(
            userID: user, name: given.name ?? "", email: email,
            isEmailVouched: email.map(caller.vouches(for:)) ?? false, locale: given.locale.value,
            timezone: given.timezone.value, createdAt: now)
    }
}
