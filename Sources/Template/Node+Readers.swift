/// Accessors for a mapping's members by name.
///
/// They return nil for a member that is missing or null, and throw an error with the place for one of another type.
extension Node {
    private func member(_ key: String) throws(TemplateError) -> Node? {
        guard members != nil else { throw error("expected a mapping") }
        guard let member = self[key], !member.isNull else { return nil }
        return member
    }

    func required(_ key: String) throws(TemplateError) -> Node {
        guard let member = try member(key) else { throw error("\(key) is missing") }
        return member
    }

    func text(_ key: String) throws(TemplateError) -> String? {
        guard let member = try member(key) else { return nil }
        guard let text = member.text else { throw member.error("\(key): expected a text") }
        return text
    }

    func requiredText(_ key: String) throws(TemplateError) -> String {
        guard let text = try text(key) else { throw error("\(key) is missing") }
        return text
    }

    /// Returns a whole number, which may be written as text, as parameter values are.
    func int(_ key: String, in range: ClosedRange<Int>) throws(TemplateError) -> Int? {
        guard let member = try member(key) else { return nil }
        guard let value = member.text.flatMap({ Int($0) }) else {
            throw member.error("\(key): expected a whole number")
        }
        guard range.contains(value) else {
            throw member.error("\(key): must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func double(_ key: String) throws(TemplateError) -> Double? {
        guard let member = try member(key) else { return nil }
        guard let value = member.text.flatMap({ Double($0) }), value.isFinite else {
            throw member.error("\(key): expected a number")
        }
        return value
    }

    func bool(_ key: String) throws(TemplateError) -> Bool? {
        guard let member = try member(key) else { return nil }
        switch member.text {
        case "true", "True": return true
        case "false", "False": return false
        default: throw member.error("\(key): expected true or false")
        }
    }

    func list(_ key: String) throws(TemplateError) -> [Node]? {
        guard let member = try member(key) else { return nil }
        guard let elements = member.elements else { throw member.error("\(key): expected a list") }
        return elements
    }

    /// Returns a list of texts; a single text counts as a list of one.
    func texts(_ key: String) throws(TemplateError) -> [String]? {
        if let member = try member(key), let text = member.text { return [text] }
        return try list(key)?.map { element throws(TemplateError) in
            guard let text = element.text else { throw element.error("\(key): expected a list of texts") }
            return text
        }
    }

    func mapping(_ key: String) throws(TemplateError) -> Node? {
        guard let member = try member(key) else { return nil }
        guard member.members != nil else { throw member.error("\(key): expected a mapping") }
        return member
    }
}
