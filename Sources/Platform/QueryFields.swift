/// A reader of a query's parameters that collects all errors and reports them together.
///
/// It is used as `BodyFields` is. A parameter repeated with the same value counts once; parameters that are not read
/// are ignored.
public struct QueryFields {
    /// The errors so far, in reading order.
    public private(set) var problems: [Problem.Detail] = []

    private let parameters: [(name: String, value: String)]

    /// Creates a reader of decoded parameters.
    public init(_ parameters: [(name: String, value: String)]) {
        self.parameters = parameters
    }

    /// Checks that all parameters were valid.
    ///
    /// - Throws: If any parameter was not, with all errors.
    public func check() throws(Problem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// Records that the parameter breaks a rule; only the first rule per parameter is reported.
    public mutating func refuse(_ name: String, _ rule: FieldRule) {
        guard !problems.contains(where: { $0.field == name }) else { return }
        problems.append(.init(field: name, in: .query, breaks: rule))
    }

    /// Reads a text of a certain length, counted in Unicode scalars; nil where there is none.
    public mutating func text(ifGiven name: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = single(name) else { return nil }
        guard let rule = FieldRule.broken(by: text, length) else { return text }
        refuse(name, rule)
        return nil
    }

    /// Reads an integer in a range; nil where there is none.
    public mutating func integer(ifGiven name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let text = single(name) else { return nil }
        guard let integer = Int(text) else {
            refuse(name, .readsAsInteger)
            return nil
        }
        guard let rule = FieldRule.broken(by: integer, range) else { return integer }
        refuse(name, rule)
        return nil
    }

    /// Reads one of the type's words; nil where there is none.
    public mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(ifGiven name: String) -> Choice? {
        guard let text = single(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            refuse(name, .isOneOf(Choice.allCases.map(\.rawValue)))
            return nil
        }
        return choice
    }

    /// Reads a text and converts it with `make`; nil where there is none.
    ///
    /// A text for which `make` returns nil breaks the rule.
    public mutating func value<Value>(
        ifGiven name: String, or rule: FieldRule, _ make: (String) -> Value?
    ) -> Value? {
        guard let text = single(name) else { return nil }
        guard let value = make(text) else {
            refuse(name, rule)
            return nil
        }
        return value
    }

    private mutating func single(_ name: String) -> String? {
        let values = parameters.lazy.filter { $0.name == name }.map(\.value)
        guard let first = values.first else { return nil }
        guard values.allSatisfy({ $0 == first }) else {
            refuse(name, .other("is given more than once"))
            return nil
        }
        return first
    }
}
