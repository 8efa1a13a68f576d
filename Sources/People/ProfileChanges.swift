import DynamoDB
public import Platform
import Profiles
import Scheduling
import Time

/// Changes of a profile: absent members stay as they are, and null removes those that may be absent.
public struct ProfileChanges: Equatable, Sendable {
    private let given: GivenProfile

    /// Reads the members of a request, and notes every error in them.
    public init(reading fields: inout BodyFields) {
        given = GivenProfile(reading: &fields, requiringName: false)
    }

    /// Returns the possible updates of an existing profile, empty if nothing changes.
    ///
    /// The condition of at most one of them holds. Mail still goes to an address that a keeper vouched for if the user
    /// gives the same one again, and stops if they give another one that their token doesn't verify.
    func ways(by caller: Identity) -> [ProfileUpdate] {
        let others =
            [given.name.map { .set("name", to: .string($0)) }].compactMap(\.self)
            + given.locale.changes("locale") + given.timezone.changes("timezone")
        let exists = attribute("PK").exists
        guard let address = given.email.value, !caller.vouches(for: address) else {
            let changes = others + given.email.changes("email") + vouching
            return changes.isEmpty ? [] : [ProfileUpdate(changes, if: exists)]
        }
        let email = attribute("email")
        let isSame = exists && email == .string(address)
        let isOther = exists && (email.isMissing || email != .string(address))
        return [
            ProfileUpdate(others + [.set("email", to: .string(address))], if: isSame),
            ProfileUpdate(others + [.set("email", to: .string(address)), .remove("emailVouched")], if: isOther),
        ]
    }

    private var vouching: [Update.Change] {
        switch given.email {
        case .absent: []
        case .null: [.remove("emailVouched")]
        case .value: [.set("emailVouched", to: true)]
        }
    }

    /// Returns the profile of a caller who changes their own before it exists.
    ///
    /// Members that the request leaves out come from the caller's token.
    func profile(of caller: Identity, at now: Instant) -> Profile {
        let email = given.email.replacing(caller.mailAddress)
        let locale = caller.locale.flatMap { LanguageTag.isWellFormed($0) ? $0 : nil }
        let timezone = caller.timezone.flatMap { ZoneNames.contains($0) ? $0 : nil }
        return Profile(
            userID: caller.userID, name: given.name ?? caller.name, email: email,
            isEmailVouched: email.map(caller.vouches(for:)) ?? false, locale: given.locale.replacing(locale),
            timezone: given.timezone.replacing(timezone), createdAt: now)
    }
}

extension Given<String> {
    fileprivate func changes(_ name: AttributePath) -> [Update.Change] {
        switch self {
        case .absent: []
        case .null: [.remove(name)]
        case .value(let text): [.set(name, to: .string(text))]
        }
    }
}
