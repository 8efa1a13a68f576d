import JSON

extension EventFilter {
    /// Parses a pattern; throws an error with the place and what is expected there.
    init(parsing pattern: String) throws(JSONError) {
        condition = try Self.object(JSONDocument(parsing: Array(pattern.utf8)).root, [])
    }

    private static func object(_ node: JSONNode, _ path: [String]) throws(JSONError) -> Condition {
        var conditions: [Condition] = []
        for (key, value) in try node.asObject() {
            if key == "$or" {
                conditions.append(try alternatives(value, path))
            } else if value.kind == .object {
                conditions.append(try object(value, path + [key]))
            } else {
                guard let list = value.array else { throw value.error("must be a list, or an object of lists") }
                conditions.append(.at(path + [key], try tests(list, value)))
            }
        }
        guard !conditions.isEmpty else { throw node.error("must have a member") }
        return .all(conditions)
    }

    private static func alternatives(_ node: JSONNode, _ path: [String]) throws(JSONError) -> Condition {
        var conditions: [Condition] = []
        for element in try node.asArray() { conditions.append(try object(element, path)) }
        guard conditions.count > 1 else { throw node.error("must have two objects or more") }
        return .any(conditions)
    }

    private static func tests(_ list: JSONNode.Elements, _ node: JSONNode) throws(JSONError) -> [ValueTest] {
        var tests: [ValueTest] = []
        for element in list { tests.append(try ValueTest(element)) }
        guard !tests.isEmpty else { throw node.error("must not be empty") }
        return tests
    }
}

extension ValueTest {
    /// Parses an element of a pattern's list.
    init(_ node: JSONNode) throws(JSONError) {
        guard node.kind != .array else { throw node.error("must not be a list in a list") }
        guard node.kind == .object else {
            self = .equals(node.value)
            return
        }
        let (name, value) = try Self.only(node)
        switch name {
        case "exists": self = .exists(try value.asBool())
        case "prefix": self = .prefix(try value.asString())
        case "suffix": self = .suffix(try value.asString())
        case "equals-ignore-case": self = .spelled(try value.asString())
        case "numeric": self = .numeric(try Self.comparisons(value))
        case "anything-but": self = .anythingBut(try Self.excluded(value))
        default: throw value.error("is no test that is known here")
        }
    }

    private static func only(_ node: JSONNode) throws(JSONError) -> (key: String, value: JSONNode) {
        let members = Array(node.members)
        guard let member = members.first, members.count == 1 else { throw node.error("must have one member") }
        return member
    }

    private static func comparisons(_ node: JSONNode) throws(JSONError) -> [Comparison] {
        let parts = Array(try node.asArray())
        var comparisons: [Comparison] = []
        for start in stride(from: 0, to: parts.count - 1, by: 2) {
            let number = try parts[start + 1].asNumber().double
            guard let comparison = Comparison(try parts[start].asString(), number) else {
                throw parts[start].error("must be =, <, <=, > or >=")
            }
            comparisons.append(comparison)
        }
        guard parts.count == 2 || parts.count == 4 else {
            throw node.error("must be a sign and a number, or two pairs")
        }
        return comparisons
    }

    private static func excluded(_ node: JSONNode) throws(JSONError) -> Excluded {
        switch node.kind {
        case .object:
            let (name, value) = try only(node)
            switch name {
            case "prefix": return .prefix(try value.asString())
            case "suffix": return .suffix(try value.asString())
            case "equals-ignore-case": return .spellings(try value.array == nil ? [value.asString()] : texts(value))
            default: throw value.error("is no test that is known here")
            }
        case .array:
            let values = node.elements.map(\.value)
            guard !values.isEmpty, values.allSatisfy(isPlain) else { throw node.error("must be texts or numbers") }
            return .values(values)
        default:
            guard isPlain(node.value) else { throw node.error("must be a text or a number") }
            return .values([node.value])
        }
    }

    private static func isPlain(_ value: JSONValue) -> Bool { value.string != nil || value.number != nil }

    private static func texts(_ node: JSONNode) throws(JSONError) -> [String] {
        var texts: [String] = []
        for element in node.elements { texts.append(try element.asString()) }
        return texts
    }
}
