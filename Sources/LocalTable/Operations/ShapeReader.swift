import JSON

/// Checks a request against its shape: a wrong JSON type ends the check, constraint violations are collected.
struct ShapeReader {
    /// The most violations in one error.
    private static let mostViolations = 10
    /// The maximum length of a quoted value in an error.
    private static let longestQuote = 4096

    private enum Step {
        case member(String)
        case element(Int)
        case key(String)
    }

    private let layer: Layer
    private var path: [Step] = []
    private var violations: [String] = []

    /// The service's two layers, which word limits of numbers and lists differently.
    enum Layer {
        case current
        case older
    }

    /// Checks a whole request; throws the service's error if it does not match.
    static func check(
        _ input: JSONNode, against members: [Shape.Member], layer: Layer = .older
    ) throws(ServiceFailure) {
        guard input.kind == .object else { throw .unexpectedCollection("class com.amazon.coral.value.Map") }
        var reader = ShapeReader(layer: layer)
        try reader.read(members: members, of: input)
        try reader.finish()
    }

    private func finish() throws(ServiceFailure) {
        guard !violations.isEmpty else { return }
        let errors = violations.count == 1 ? "error" : "errors"
        throw .validation("\(violations.count) validation \(errors) detected: \(violations.joined(separator: "; "))")
    }

    private mutating func read(members: [Shape.Member], of node: JSONNode) throws(ServiceFailure) {
        for member in members {
            let value = node[member.name].flatMap { $0.isNull ? nil : $0 }
            guard value != nil || member.isRequired else { continue }
            path.append(.member(member.name))
            defer { path.removeLast() }
            if let value {
                try read(value, as: member.shape, isElement: false)
            } else {
                violate("Member must not be null", quoting: nil)
            }
        }
    }

    private mutating func read(_ node: JSONNode, as shape: Shape, isElement: Bool) throws(ServiceFailure) {
        switch shape {
        case .string(let rule): try read(node, as: rule)
        case .boolean: try node.mustBeBoolean()
        case .integer(let rule): try read(node, as: rule)
        case .list(let element, let count): try read(node, asListOf: element, count: count)
        case .map(let value, let rule): try read(node, asMapOf: value, rule)
        case .structure(let name, let members):
            try node.mustBeStructure(name, isElement: isElement)
            try read(members: members, of: node)
        case .value: try node.mustBeStructure("AttributeValue", isElement: isElement)
        }
    }

    private mutating func read(_ node: JSONNode, as rule: Shape.TextRule) throws(ServiceFailure) {
        guard let text = node.string else { throw node.wrongScalar(for: "String") }
        if !rule.choices.isEmpty {
            guard !rule.choices.contains(text) else { return }
            let choices = rule.choices.joined(separator: ", ")
            return violate("Member must satisfy enum value set: [\(choices)]", quoting: node)
        }
        if rule.isName {
            guard !TableARN.isARN(text) else { return }
            guard !text.isEmpty else {
                return violate("Member must have length greater than or equal to 1", quoting: node)
            }
            if !text.isServiceName {
                violate("Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+", quoting: node)
            }
        }
        check(text.unicodeScalars.count, in: rule.length, of: node)
    }

    private mutating func read(_ node: JSONNode, as rule: Shape.IntegerRule) throws(ServiceFailure) {
        guard let number = node.number else { throw node.wrongScalar(for: rule.type) }
        let value = number.int ?? (number.double < 0 ? Int(Int32.min) : Int(Int32.max))
        if value < rule.range.lowerBound {
            violate("Member must have value greater than or equal to \(rule.range.lowerBound)", quoting: node)
        } else if value > rule.range.upperBound {
            violate("Member must have value less than or equal to \(rule.range.upperBound)", quoting: node)
        }
    }

    private mutating func read(
        _ node: JSONNode, asListOf element: Shape, count: ClosedRange<Int>
    ) throws(ServiceFailure) {
        guard let elements = node.array else { throw node.notAList }
        check(elements.count, in: count, of: node)
        for (index, child) in elements.enumerated() where !child.isNull {
            path.append(.element(index + 1))
            defer { path.removeLast() }
            try read(child, as: element, isElement: true)
        }
    }

    private mutating func read(_ node: JSONNode, asMapOf value: Shape, _ rule: Shape.MapRule) throws(ServiceFailure) {
        guard node.kind == .object else { throw node.notAMap(of: rule.valueType) }
        // Items are read as values later: checking them here as well would double the work of every write.
        if case .value = value { return }
        var count = 0
        for (key, child) in node.members {
            count += 1
            path.append(.key(key))
            defer { path.removeLast() }
            if !child.isNull { try read(child, as: value, isElement: true) }
        }
        check(count, in: rule.count, of: node)
        check(keysAndValuesOf: node, rule)
    }

    private mutating func check(keysAndValuesOf node: JSONNode, _ rule: Shape.MapRule) {
        guard rule.keysAreTables else { return }
        for (key, child) in node.members where !TableARN.isARN(key) {
            if !(3...255).contains(key.utf8.count) || !key.isServiceName {
                violate(
                    "Map keys must satisfy constraint: [Member must have length less than or equal to 255, "
                        + "Member must have length greater than or equal to 3, "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]", quoting: node)
            }
            if let elements = child.array, !rule.valueCount.contains(elements.count) {
                violate(
                    "Map value must satisfy constraint: [Member must have length less than or equal to "
                        + "\(rule.valueCount.upperBound), Member must have length greater than or equal to "
                        + "\(rule.valueCount.lowerBound)]", quoting: node)
            }
        }
    }

    private mutating func check(_ length: Int, in range: ClosedRange<Int>, of node: JSONNode) {
        if length < range.lowerBound {
            violate("Member must have length greater than or equal to \(range.lowerBound)", quoting: node)
        } else if length > range.upperBound {
            violate("Member must have length less than or equal to \(range.upperBound)", quoting: node)
        }
    }

    private mutating func violate(_ rule: String, quoting node: JSONNode?) {
        guard violations.count < Self.mostViolations else { return }
        guard let node else { return add("null ", pathText, rule) }
        guard layer == .older || node.kind == .string || node.kind == .object else { return add("", givenPath, rule) }
        add("'\(Self.quote(node))' ", pathText, rule)
    }

    private mutating func add(_ value: String, _ path: String, _ rule: String) {
        violations.append("Value \(value)at '\(path)' failed to satisfy constraint: \(rule)")
    }

    private static func quote(_ node: JSONNode) -> String {
        var text = ""
        node.describe(in: &text, upTo: longestQuote)
        return text
    }

    /// The path as the older layer writes it.
    private var pathText: String { pathText { $0.prefix(1).lowercased() + $0.dropFirst() } }

    /// The path in the request's own capitalization.
    private var givenPath: String { pathText { $0 } }

    private func pathText(naming name: (String) -> String) -> String {
        path.map { step in
            switch step {
            case .member(let member): name(member)
            case .element(let position): "\(position).member"
            case .key(let key): "\(key).member"
            }
        }.joined(separator: ".")
    }
}

extension String {
    /// Whether the text consists of characters that are valid in names of tables and indexes.
    var isServiceName: Bool {
        !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
