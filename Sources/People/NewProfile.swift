public import Platform
import Profiles
import Storage
import Time

/// What is asked for when a user is to have a profile.
public struct NewProfile: Equatable, Sendable {
    /// The user whose it is to be; nil when the request does not say.
    public let userID: UserID?
    private let given: GivenProfile

    /// Reads the members of a request, and notes what is wrong with them; the caller's own id may be any.
    public init(reading fields: inout BodyFields, by caller: Identity) {
        userID = fields.value(ifGiven: "userId", orNull: true, or: .matches(pattern: ChosenID.pattern)) { text in
            text == caller.userID.text ? caller.userID : ChosenID.isOne(text) ? UserID(text) : nil
        }
        given = GivenProfile(reading: &fields, requiringName: true)
    }

    /// The profile that the caller makes.
    func profile(of user: UserID, by caller: Identity, at now: Instant) -> Profile {
        let email = given.email.value
        return Profile(
            userID: user, name: given.name ?? "", email: email,
            isEmailVouched: email.map(caller.vouches(for:)) ?? false, locale: given.locale.value,
            timezone: given.timezone.value, createdAt: now)
    }
}
