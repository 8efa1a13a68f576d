import FunctionsTestbed

extension Answer {
    /// Returns a refusal on a route that also answers in FastAPI's words.
    private static func refused(_ status: Int, _ code: String, _ sentence: String) -> Answer {
        var answer = error(status, sentence, code: code, message: sentence)
        answer.body = answer.body.dropLast() + #","detail":"\#(sentence)"}"#
        return answer
    }

    static let notYourself = refused(403, "not_yourself", "Only administrators may do that for someone else.")

    static let unknownUser = refused(404, "user_not_found", "User not found")

    /// A user with every member wrong, in French.
    static let invalidUser = {
        let pattern = "should match pattern '^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$'"
        return invalid(
            [
                ("userId", "string_pattern_mismatch", pattern, "String \(pattern)"),
                value("name", "should not be only white space"),
            ] + wrongPlaces)
    }()

    /// A change of a user with every member wrong, in French.
    static let invalidUserChange = {
        let text = "should be a valid string"
        return invalid([("name", "string_type", text, "Input \(text)")] + wrongPlaces)
    }()

    private static let wrongPlaces = [
        value("email", "should be an address that mail can be sent to"),
        value("locale", "should be a language tag such as en or fr-CA"),
        value("timezone", "should be the name of a time zone such as Europe/Paris"),
    ]

    private static func invalid(_ fields: [(String, String, String, String)]) -> Answer {
        var answer = error(
            422, "The request is not valid: \(fields.map { "\($0.0) \($0.2)" }.joined(separator: "; ")).",
            code: "invalid_request",
            message: "La requête n'est pas valide : voir les champs \(fields.map(\.0).joined(separator: ", ")).",
            details: fields.map { #"{"field":"\#($0.0)","problem":"\#($0.2)"}"# }.joined(separator: ","),
            language: "fr")
        let detail = fields.map { #"{"type":"\#($0.1)","loc":["body","\#($0.0)"],"msg":"\#($0.3)"}"# }
        answer.body = answer.body.dropLast() + #","detail":[\#(detail.joined(separator: ","))]}"#
        return answer
    }

    private static func value(_ field: String, _ rule: String) -> (String, String, String, String) {
        (field, "value_error", rule, "Value error, \(rule)")
    }
}
