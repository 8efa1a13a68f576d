/// A rule that a field of a request breaks, in words that follow the field's name and in FastAPI's terms.
public enum FieldRule: Equatable, Sendable {
    case isRequired
    /// The body stops being JSON at that byte.
    case isJSON(offset: Int, String)
    case isObject
    case isText
    case isInteger
    /// The value is a number with a fraction.
    case isWhole
    /// The value is a text that should be readable as an integer.
    case readsAsInteger
    case isFlag
    case hasAtLeast(characters: Int)
    case hasAtMost(characters: Int)
    case isAtLeast(Int)
    case isAtMost(Int)
    case matches(pattern: String)
    case isOneOf([String])
    /// Any other rule, in words that follow the field's name and never quote its value.
    case other(String)

    /// The problem, in words that follow the field's name.
    public var problem: String {
        switch self {
        case .isRequired: "is missing"
        case .isJSON(let offset, let problem): "is not JSON: \(problem) at byte \(offset)"
        default: wording.predicate
        }
    }

    /// FastAPI's name for the rule.
    public var type: String {
        switch self {
        case .isRequired: "missing"
        case .isJSON: "json_invalid"
        case .isObject: "model_attributes_type"
        case .isText: "string_type"
        case .isInteger: "int_type"
        case .isWhole: "int_from_float"
        case .readsAsInteger: "int_parsing"
        case .isFlag: "bool_type"
        case .hasAtLeast: "string_too_short"
        case .hasAtMost: "string_too_long"
        case .isAtLeast: "greater_than_equal"
        case .isAtMost: "less_than_equal"
        case .matches: "string_pattern_mismatch"
        case .isOneOf: "enum"
        case .other: "value_error"
        }
    }

    /// FastAPI's sentence for the rule.
    public var sentence: String { "\(wording.subject) \(wording.predicate)" }

    private var wording: (subject: String, predicate: String) {
        switch self {
        case .isRequired: ("Field", "required")
        case .isJSON: ("JSON", "decode error")
        case .isObject: ("Input", "should be a valid dictionary or object to extract fields from")
        case .isText: ("Input", "should be a valid string")
        case .isInteger: ("Input", "should be a valid integer")
        case .isWhole: ("Input", "should be a valid integer, got a number with a fractional part")
        case .readsAsInteger: ("Input", "should be a valid integer, unable to parse string as an integer")
        case .isFlag: ("Input", "should be a valid boolean")
        case .hasAtLeast(let count): ("String", "should have at least \(Self.characters(count))")
        case .hasAtMost(let count): ("String", "should have at most \(Self.characters(count))")
        case .isAtLeast(let bound): ("Input", "should be greater than or equal to \(bound)")
        case .isAtMost(let bound): ("Input", "should be less than or equal to \(bound)")
        case .matches(let pattern): ("String", "should match pattern '\(pattern)'")
        case .isOneOf(let words): ("Input", "should be \(Self.list(words))")
        case .other(let words): ("Value error,", words)
        }
    }

    private static func characters(_ count: Int) -> String {
        count == 1 ? "1 character" : "\(count) characters"
    }

    private static func list(_ words: [String]) -> String {
        let quoted = words.map { "'\($0)'" }
        guard quoted.count > 1, let last = quoted.last else { return quoted.joined() }
        return "\(quoted.dropLast().joined(separator: ", ")) or \(last)"
    }
}
