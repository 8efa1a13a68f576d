public import JSON

/// A reader of a body's members that collects all errors and reports them together.
///
/// An invalid field reads as a placeholder that is never used, since `check` throws afterwards:
///
///     let person = try request.fields { fields in NewPerson(name: fields.text("name", 1...200)) }
///
/// Types are strict: "5" is not an integer and 1 is not a flag. Members that are not read are ignored. A field read
/// with `ifGiven` may be absent, and null only where `orNull` allows it.
public struct BodyFields {
    /// The errors so far, in reading order.
    public private(set) var problems: [Problem.Detail] = []

    private let members: JSONNode.Members

    /// Creates a reader; nil for anything but an object.
    public init?(_ body: JSONNode) {
        guard let members = body.object else { return nil }
        self.members = members
    }

    /// Checks that all fields were valid.
    ///
    /// - Throws: If any field was not, with all errors.
    public func check() throws(Problem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// Records that the field breaks a rule; only the first rule per field is reported.
    public mutating func refuse(_ name: String, _ rule: FieldRule) {
        guard !isRefused(name) else { return }
        problems.append(.init(field: name, breaks: rule))
    }

    /// Returns whether the field has an error.
    public func isRefused(_ name: String) -> Bool {
        problems.contains { $0.field == name }
    }

    /// Returns whether the field is present and not null.
    public func has(_ name: String) -> Bool {
        members[name].map { !$0.isNull } ?? false
    }

    /// Returns whether the field is present as null.
    public func isNull(_ name: String) -> Bool {
        members[name]?.isNull ?? false
    }
}

extension BodyFields {
    /// Reads a text of a certain length, counted in Unicode scalars.
    public mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String {
        required(name) { fields in fields.text(ifGiven: name, length) } ?? ""
    }

    /// Reads a text of a certain length; nil where the field is absent.
    public mutating func text(ifGiven name: String, _ length: ClosedRange<Int>, orNull: Bool = false) -> String? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let text = node.string else {
            refuse(name, .isText)
            return nil
        }
        guard let rule = FieldRule.broken(by: text, length) else { return text }
        refuse(name, rule)
        return nil
    }

    /// Reads a text and converts it with `make`; nil where the field is absent.
    ///
    /// A text for which `make` returns nil breaks the rule.
    public mutating func value<Value>(
        ifGiven name: String, orNull: Bool = false, or rule: FieldRule, _ make: (String) -> Value?
    ) -> Value? {
        guard let text = text(ifGiven: name, 0...Int.max, orNull: orNull) else { return nil }
        guard let value = make(text) else {
            refuse(name, rule)
            return nil
        }
        return value
    }

    /// Reads a text of a pattern and converts it with `make`; nil where the field is absent.
    public mutating func value<Value>(
        ifGiven name: String, pattern: String, orNull: Bool = false, _ make: (String) -> Value?
    ) -> Value? {
        value(ifGiven: name, orNull: orNull, or: .matches(pattern: pattern), make)
    }

    /// Reads an integer in a range; `5.0` is one.
    public mutating func integer(_ name: String, _ range: ClosedRange<Int>) -> Int {
        required(name) { fields in fields.integer(ifGiven: name, range) } ?? range.lowerBound
    }

    /// Reads an integer in a range; nil where the field is absent.
    public mutating func integer(ifGiven name: String, _ range: ClosedRange<Int>, orNull: Bool = false) -> Int? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let rule = FieldRule.broken(by: node, range) else { return node.int }
        refuse(name, rule)
        return nil
    }

    /// Reads a Boolean.
    public mutating func flag(_ name: String) -> Bool {
        required(name) { fields in fields.flag(ifGiven: name) } ?? false
    }

    /// Reads a Boolean; nil where the field is absent.
    public mutating func flag(ifGiven name: String, orNull: Bool = false) -> Bool? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let flag = node.bool else {
            refuse(name, .isFlag)
            return nil
        }
        return flag
    }

    /// Reads one of the type's words; nil where the field is absent.
    public mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(
        ifGiven name: String, orNull: Bool = false
    ) -> Choice? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let choice = node.string.flatMap(Choice.init(rawValue:)) else {
            refuse(name, .isOneOf(Choice.allCases.map(\.rawValue)))
            return nil
        }
        return choice
    }

    private mutating func required<Value>(_ name: String, _ read: (inout Self) -> Value?) -> Value? {
        if members[name] == nil { refuse(name, .isRequired) }
        return read(&self)
    }

    private func member(_ name: String, orNull: Bool) -> JSONNode? {
        guard let member = members[name], !(orNull && member.isNull) else { return nil }
        return member
    }
}

extension FieldRule {
    /// Returns the rule broken by a text's length; nil if it fits.
    static func broken(by text: String, _ length: ClosedRange<Int>) -> FieldRule? {
        let count = text.unicodeScalars.count
        if count < length.lowerBound { return .hasAtLeast(characters: length.lowerBound) }
        return count > length.upperBound ? .hasAtMost(characters: length.upperBound) : nil
    }

    /// Returns the rule broken by an integer; nil if it fits.
    static func broken(by integer: Int, _ range: ClosedRange<Int>) -> FieldRule? {
        if integer < range.lowerBound { return .isAtLeast(range.lowerBound) }
        return integer > range.upperBound ? .isAtMost(range.upperBound) : nil
    }

    /// Returns the rule broken by a value that should be an integer, which can be too large for any variable.
    fileprivate static func broken(by node: JSONNode, _ range: ClosedRange<Int>) -> FieldRule? {
        guard let number = node.number else { return .isInteger }
        if let integer = number.int { return broken(by: integer, range) }
        let value = number.double
        guard value.magnitude > 9e18 else { return .isWhole }
        return value < 0 ? .isAtLeast(range.lowerBound) : .isAtMost(range.upperBound)
    }
}
