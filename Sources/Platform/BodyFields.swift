public import JSON

/// The members of a body, read one after another; what is wrong with them is collected, and told all at once.
///
/// A field that is wrong reads as a stand-in that never leaves whoever reads it, since `check` throws behind it:
///
///     let person = try request.fields { fields in NewPerson(name: fields.text("name", 1...200)) }
///
/// Types are strict: "5" is no integer and 1 no flag. Members that nobody reads are passed over. A field that is read
/// `ifGiven` may be absent, and null only where it says so.
public struct BodyFields {
    /// What is wrong so far, in the order in which it was read.
    public private(set) var problems: [Problem.Detail] = []

    private let members: JSONNode.Members

    /// Nil for anything but an object.
    public init?(_ body: JSONNode) {
        guard let members = body.object else { return nil }
        self.members = members
    }

    /// Throws what is wrong, if anything is.
    public func check() throws(Problem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    /// Notes that the field breaks a rule; a field is told of once, by what was noted first.
    public mutating func refuse(_ name: String, _ rule: FieldRule) {
        guard !isRefused(name) else { return }
        problems.append(.init(field: name, breaks: rule))
    }

    /// Whether something is wrong with the field.
    public func isRefused(_ name: String) -> Bool {
        problems.contains { $0.field == name }
    }

    /// Whether the field is there, and not null.
    public func has(_ name: String) -> Bool {
        members[name].map { !$0.isNull } ?? false
    }

    /// Whether the field is there as null.
    public func isNull(_ name: String) -> Bool {
        members[name]?.isNull ?? false
    }
}

extension BodyFields {
    /// A text with so many characters, counted as Unicode scalars.
    public mutating func text(_ name: String, _ length: ClosedRange<Int>) -> String {
        required(name) { fields in fields.text(ifGiven: name, length) } ?? ""
    }

    /// A text with so many characters; nil where the field is absent.
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

    /// What `make` makes of a text; nil where the field is absent.
    ///
    /// A text of which `make` makes nothing breaks the rule.
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

    /// What `make` makes of a text of that pattern; nil where the field is absent.
    public mutating func value<Value>(
        ifGiven name: String, pattern: String, orNull: Bool = false, _ make: (String) -> Value?
    ) -> Value? {
        value(ifGiven: name, orNull: orNull, or: .matches(pattern: pattern), make)
    }

    /// An integer in that range; `5.0` is one.
    public mutating func integer(_ name: String, _ range: ClosedRange<Int>) -> Int {
        required(name) { fields in fields.integer(ifGiven: name, range) } ?? range.lowerBound
    }

    /// An integer in that range; nil where the field is absent.
    public mutating func integer(ifGiven name: String, _ range: ClosedRange<Int>, orNull: Bool = false) -> Int? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let rule = FieldRule.broken(by: node, range) else { return node.int }
        refuse(name, rule)
        return nil
    }

    /// True or false.
    public mutating func flag(_ name: String) -> Bool {
        required(name) { fields in fields.flag(ifGiven: name) } ?? false
    }

    /// True or false; nil where the field is absent.
    public mutating func flag(ifGiven name: String, orNull: Bool = false) -> Bool? {
        guard let node = member(name, orNull: orNull) else { return nil }
        guard let flag = node.bool else {
            refuse(name, .isFlag)
            return nil
        }
        return flag
    }

    /// One of the words that the type has; nil where the field is absent.
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
    /// The rule that a text of another length breaks; nil for one that fits.
    static func broken(by text: String, _ length: ClosedRange<Int>) -> FieldRule? {
        let count = text.unicodeScalars.count
        if count < length.lowerBound { return .hasAtLeast(characters: length.lowerBound) }
        return count > length.upperBound ? .hasAtMost(characters: length.upperBound) : nil
    }

    /// The rule that another integer breaks; nil for one that fits.
    static func broken(by integer: Int, _ range: ClosedRange<Int>) -> FieldRule? {
        if integer < range.lowerBound { return .isAtLeast(range.lowerBound) }
        return integer > range.upperBound ? .isAtMost(range.upperBound) : nil
    }

    /// The rule that a value which is to be an integer breaks: an integer can be too large for any variable.
    fileprivate static func broken(by node: JSONNode, _ range: ClosedRange<Int>) -> FieldRule? {
        guard let number = node.number else { return .isInteger }
        if let integer = number.int { return broken(by: integer, range) }
        let value = number.double
        guard value.magnitude > 9e18 else { return .isWhole }
        return value < 0 ? .isAtLeast(range.lowerBound) : .isAtMost(range.upperBound)
    }
}
