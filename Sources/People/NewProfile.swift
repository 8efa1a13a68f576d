import Mail
public import Platform
import Scheduling

/// What is asked for when someone is to have a profile.
public struct NewProfile: Equatable, Sendable {
    /// How an id looks that somebody made up.
    private static let idPattern = "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$"

    /// Whose it is to be; nil when the request does not say.
    public let userID: UserID?
    let name: String
    let email: String?
    let locale: String?
    let timezone: String?

    /// Reads the members of a request, and notes what is wrong with them; the caller's own id may be any.
    public init(reading fields: inout BodyFields, by caller: Identity) {
        userID = fields.value(ifGiven: "userId", orNull: true, or: .matches(pattern: Self.idPattern)) { text in
            text == caller.userID.text ? caller.userID : UserID(madeUp: text)
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

extension UserID {
    /// Nil for a text that nobody may make up as an id: one made up by people is letters, digits, dots, dashes and
    /// underscores, and no place in a path.
    fileprivate init?(madeUp text: String) {
        guard text.utf8.allSatisfy(Self.isAllowed), text != ".", text != ".." else { return nil }
        self.init(text)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
