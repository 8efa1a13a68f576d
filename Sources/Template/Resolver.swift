/// Resolves a template's references and functions.
final class Resolver {
    /// The most values in the result: functions on lists can multiply a few into many.
    private static let mostValues = 1_000_000
    /// The maximum length of a text that is combined from others.
    private static let longestText = 1024 * 1024

    let sections: Sections
    let settings: StackSettings
    private let parameters: [String: Node]
    private var conditions: [String: ConditionState] = [:]
    private var valuesLeft = mostValues

    enum ConditionState {
        case underWay
        case known(Bool)
    }

    init(_ sections: Sections, _ settings: StackSettings) throws(TemplateError) {
        self.sections = sections
        self.settings = settings
        for name in settings.parameters.keys.sorted() where sections.parameters[name] == nil {
            throw TemplateError("the template has no parameter \(name)")
        }
        var parameters: [String: Node] = [:]
        for (name, node) in sections.parameters.sorted(by: { $0.key < $1.key }) {
            let parameter = try Parameter(Node.Member(key: name, value: node))
            parameters[name] = try parameter.value(given: settings.parameters[name])
        }
        self.parameters = parameters
    }

    /// Returns the fully resolved value; nil for `AWS::NoValue`, which removes the property.
    func resolve(_ node: Node) throws(TemplateError) -> Node? {
        try spend(1, at: node.mark)
        switch node.content {
        case .scalar:
            return node
        case .sequence(let elements):
            var resolved: [Node] = []
            for element in elements {
                if let value = try resolve(element) { resolved.append(value) }
            }
            return Node(.sequence(resolved), at: node.mark)
        case .mapping(let members):
            if let call = try Intrinsic(node) { return try value(of: call) }
            var resolved: [Node.Member] = []
            for member in members {
                if let value = try resolve(member.value) { resolved.append(Node.Member(key: member.key, value: value)) }
            }
            return Node(.mapping(resolved), at: node.mark)
        }
    }

    /// Returns the text that the value resolves to.
    func text(_ node: Node, _ role: String) throws(TemplateError) -> String {
        guard let text = try resolve(node)?.text else { throw node.error("\(role): expected a text") }
        return text
    }

    /// Returns the list that the value resolves to.
    func list(_ node: Node, _ role: String) throws(TemplateError) -> [Node] {
        guard let elements = try resolve(node)?.elements else { throw node.error("\(role): expected a list") }
        return elements
    }

    /// Throws if a text that a function builds has become too long.
    func checkLength(_ bytes: Int, at mark: Mark) throws(TemplateError) {
        guard bytes <= Self.longestText else { throw TemplateError("the text becomes too long", at: mark) }
    }

    /// Deducts values from the number that is still allowed.
    func spend(_ values: Int, at mark: Mark) throws(TemplateError) {
        guard values <= valuesLeft else { throw TemplateError("too many values come out of the template", at: mark) }
        valuesLeft -= values
    }
}

// MARK: References

extension Resolver {
    /// Returns the result of `Ref`; nil for `AWS::NoValue`.
    func reference(to name: String, at mark: Mark) throws(TemplateError) -> Node? {
        guard name != "AWS::NoValue" else { return nil }
        if let text = settings.pseudoParameters.value(of: name) { return Node(text, at: mark) }
        if let value = parameters[name] {
            try spend(value.elements?.count ?? 1, at: mark)
            return value
        }
        return Node(try resourceValue(name, nil, at: mark), at: mark)
    }

    /// Returns a resource's attribute in this environment.
    func resourceValue(_ name: String, _ attribute: String?, at mark: Mark) throws(TemplateError) -> String {
        let whole = attribute.map { "\(name).\($0)" } ?? name
        guard let resource = sections.resources[name] else {
            throw TemplateError("\(whole) refers to nothing in the template", at: mark)
        }
        guard try isPresent(resource) else {
            throw TemplateError("\(whole) refers to a resource that its condition leaves out", at: mark)
        }
        let type = try resource.requiredText("Type")
        let reference = ResourceReference(logicalID: name, type: type, attribute: attribute)
        guard let value = settings.resourceValue(reference) else {
            throw TemplateError("\(whole) has no value outside AWS", at: mark)
        }
        return value
    }
}

// MARK: Conditions

extension Resolver {
    /// Returns whether the resource's condition holds, or true if it has none.
    func isPresent(_ resource: Node) throws(TemplateError) -> Bool {
        guard let name = try resource.text("Condition") else { return true }
        return try condition(name, at: resource.mark)
    }

    /// Returns whether the named condition holds.
    func condition(_ name: String, at mark: Mark) throws(TemplateError) -> Bool {
        switch conditions[name] {
        case .known(let holds): return holds
        case .underWay: throw TemplateError("the condition \(name) depends on itself", at: mark)
        case nil: break
        }
        guard let node = sections.conditions[name] else {
            throw TemplateError("there is no condition \(name)", at: mark)
        }
        // Limit the nesting of conditions, which recurse.
        guard conditions.count(where: { if case .underWay = $0.value { true } else { false } }) < 32 else {
            throw TemplateError("conditions lead too far to one another", at: mark)
        }
        conditions[name] = .underWay
        let holds = try holds(node)
        conditions[name] = .known(holds)
        return holds
    }
}
