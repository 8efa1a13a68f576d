/// Readers of a mapping's members by name: nil for a member that is not there or null, an error that says where and
/// what for one of another kind.
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

    /// A whole number, also one written as text, as the values of parameters are.
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

    /// A list of texts; one text alone counts as a list of it.
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
