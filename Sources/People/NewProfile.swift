import Mail
public import Platform
import Profiles
import Scheduling
import Storage

/// What is asked for when someone is to have a profile.
public struct NewProfile: Equatable, Sendable {
    /// Whose it is to be; nil when the request does not say.
    public let userID: UserID?
    let name: String
    let email: String?
    let locale: String?
    let timezone: String?

    /// Reads the members of a request, and notes what is wrong with them; the caller's own id may be any.
    public init(reading fields: inout BodyFields, by caller: Identity) {
        userID = fields.value(ifGiven: "userId", orNull: true, or: .matches(pattern: ChosenID.pattern)) { text in
            text == caller.userID.text ? caller.userID : ChosenID.isOne(text) ? UserID(text) : nil
        }
        name = fields.text("name", 1...200)
        if !name.isEmpty, name.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            fields.refuse("name", .other("should not be only white space"))
        }
        email = fields.text(ifGiven: "email", 0...254, orNull: true)
        if let email, (try? MailAddress(email)) == nil {
            fields.refuse("email", .other("should be an address that mail can be sent to"))
        }
        locale = fields.text(ifGiven: "locale", 0...35, orNull: true)
        if let locale, !LanguageTag.isWellFormed(locale) {
            fields.refuse("locale", .other("should be a language tag such as en or fr-CA"))
        }
        timezone = fields.text(ifGiven: "timezone", 0...64, orNull: true)
        if let timezone, !ZoneNames.contains(timezone) {
            fields.refuse("timezone", .other("should be the name of a time zone such as Europe/Paris"))
        }
    }
}
