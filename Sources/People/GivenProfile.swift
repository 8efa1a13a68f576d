import Mail
import Platform
import Profiles
import Scheduling

/// The profile members of a request, checked by the same rules for every request.
struct GivenProfile: Equatable {
    /// The name; nil if the request has none.
    var name: String?
    var email = Given<String>.absent
    var locale = Given<String>.absent
    var timezone = Given<String>.absent

    /// Reads the members, and notes every error in them.
    init(reading fields: inout BodyFields, requiringName isNameRequired: Bool) {
        name = isNameRequired ? fields.text("name", 1...200) : fields.text(ifGiven: "name", 1...200)
        if let name, !name.isEmpty, name.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            fields.refuse("name", .other("should not be only white space"))
        }
        email = Given(&fields, "email", 254, or: "should be an address that mail can be sent to") {
            (try? MailAddress($0)) != nil
        }
        locale = Given(
            &fields, "locale", 35, or: "should be a language tag such as en or fr-CA", LanguageTag.isWellFormed)
        timezone = Given(
            &fields, "timezone", 64, or: "should be the name of a time zone such as Europe/Paris", ZoneNames.contains)
    }
}

/// A member of a request, which may be absent or null.
enum Given<Value: Equatable & Sendable>: Equatable, Sendable {
    case absent
    case null
    case value(Value)

    /// The value of the member; nil if it has none.
    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// Returns the value from now on, in place of `current`.
    func replacing(_ current: Value?) -> Value? {
        if case .absent = self { current } else { value }
    }
}

extension Given<String> {
    fileprivate init(
        _ fields: inout BodyFields, _ name: String, _ longest: Int, or rule: String, _ isGood: (String) -> Bool
    ) {
        let text = fields.text(ifGiven: name, 0...longest, orNull: true)
        if let text, !isGood(text) { fields.refuse(name, .other(rule)) }
        self = text.map { .value($0) } ?? (fields.isNull(name) ? .null : .absent)
    }
}
