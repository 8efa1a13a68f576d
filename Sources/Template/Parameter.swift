/// A parameter that a template declares.
struct Parameter {
    /// CloudFormation's maximum length of a value.
    static let longestValue = 4096

    let name: String
    private let declaration: Node
    private let type: String

    init(_ member: Node.Member) throws(TemplateError) {
        name = member.key
        declaration = member.value
        guard declaration.members != nil else { throw declaration.error("\(name): expected a mapping") }
        guard let type = try declaration.text("Type") else { throw declaration.error("\(name): Type is missing") }
        guard !type.hasPrefix("AWS::SSM::Parameter::Value") else {
            throw declaration.error("\(name): a parameter of the type \(type) has no value outside AWS")
        }
        self.type = type
    }

    private var isList: Bool { type == "CommaDelimitedList" || type.hasPrefix("List<") }
    private var isNumeric: Bool { type == "Number" || type == "List<Number>" }

    /// Returns the value of `Ref`: the given value or else the default, after checking that it is allowed.
    func value(given: String?) throws(TemplateError) -> Node {
        let usual = try declaration.text("Default")
        guard let text = given ?? usual else {
            throw declaration.error("the parameter \(name) has no default and was not given")
        }
        guard text.utf8.count <= Self.longestValue else { throw error("is longer than \(Self.longestValue) bytes") }
        let parts = isList ? Self.split(text) : [text]
        for part in parts { try check(part) }
        guard isList else { return Node(text, at: declaration.mark) }
        return Node(.sequence(parts.map { Node($0, at: declaration.mark) }), at: declaration.mark)
    }

    private static func split(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    }

    /// Returns an error that omits the value, and uses the template's constraint description if there is one.
    private func error(_ problem: String) -> TemplateError {
        let constraint = declaration["ConstraintDescription"]?.text.map { ": \($0)" } ?? ""
        return declaration.error("the value of the parameter \(name) \(problem)\(constraint)")
    }

    private func check(_ value: String) throws(TemplateError) {
        if let allowed = try declaration.texts("AllowedValues"), !allowed.contains(value) {
            throw error("is none of those allowed")
        }
        if let pattern = try declaration.text("AllowedPattern") { try checkPattern(pattern, value) }
        if let least = try declaration.int("MinLength", in: 0...Int.max), value.count < least {
            throw error("is too short")
        }
        if let most = try declaration.int("MaxLength", in: 0...Int.max), value.count > most {
            throw error("is too long")
        }
        if isNumeric { try checkNumber(value) }
    }

    private func checkPattern(_ pattern: String, _ value: String) throws(TemplateError) {
        switch AllowedPattern.matches(pattern, value) {
        case .yes: return
        case .no: throw error("does not match the pattern allowed")
        case .badPattern: throw declaration.error("\(name): AllowedPattern is not a regular expression")
        case .tooSlow: throw declaration.error("\(name): AllowedPattern takes too long to match")
        }
    }

    private func checkNumber(_ value: String) throws(TemplateError) {
        guard let number = Double(value), number.isFinite else { throw error("is not a number") }
        if let least = try declaration.double("MinValue"), number < least { throw error("is too small") }
        if let most = try declaration.double("MaxValue"), number > most { throw error("is too large") }
    }
}

extension StringProtocol {
    /// The text without leading and trailing spaces.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
