/// The parameters of a query, read one after another; what is wrong with them is collected, and told all at once.
///
/// It is used as `BodyFields` is. A parameter that comes twice with the same value came once; parameters that nobody
/// reads are passed over.
public struct QueryFields {
    /// What is wrong so far, in the order in which it was read.
    public private(set) var problems: [Problem.Detail] = []

    private let parameters: [(name: String, value: String)]

    /// Parameters as they came, decoded.
    public init(_ parameters: [(name: String, value: String)]) {
        self.parameters = parameters
    }

    /// Throws what is wrong, if anything is.
    public func check() throws(Problem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// Notes that the parameter breaks a rule; a parameter is told of once, by what was noted first.
    public mutating func refuse(_ name: String, _ rule: FieldRule) {
        guard !problems.contains(where: { $0.field == name }) else { return }
        problems.append(.init(field: name, in: .query, breaks: rule))
    }

    /// A text with so many characters, counted as Unicode scalars; nil where there is none.
    public mutating func text(ifGiven name: String, _ length: ClosedRange<Int>) -> String? {
        guard let text = single(name) else { return nil }
        guard let rule = FieldRule.broken(by: text, length) else { return text }
        refuse(name, rule)
        return nil
    }

    /// An integer in that range; nil where there is none.
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

    /// One of the words that the type has; nil where there is none.
    public mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(ifGiven name: String) -> Choice? {
        guard let text = single(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            refuse(name, .isOneOf(Choice.allCases.map(\.rawValue)))
            return nil
        }
        return choice
    }

    /// What `make` makes of the text; nil where there is none.
    ///
    /// A text of which `make` makes nothing breaks the rule.
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
