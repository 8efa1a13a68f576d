import Mail
import Platform
import Profiles
import Scheduling

/// The members of a profile that a request has, checked; the same for all requests that have some.
struct GivenProfile: Equatable {
    /// Nil where the request has none.
    var name: String?
    var email = Given<String>.absent
    var locale = Given<String>.absent
    var timezone = Given<String>.absent

    /// Reads the members, and notes what is wrong with them.
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

/// A member of a request that can be absent, or null.
enum Given<Value: Equatable & Sendable>: Equatable, Sendable {
    case absent
    case null
    case value(Value)

    /// The value that is given; nil where there is none.
    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// What is to be from now on, where `current` has been so far.
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
