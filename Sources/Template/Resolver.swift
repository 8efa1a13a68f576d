/// Puts values in the place of a template's references and functions.
final class Resolver {
    /// How many values may come out altogether: functions on lists can make many out of few.
    private static let mostValues = 1_000_000
    /// How long a text may get that is put together out of others.
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

    /// The value with everything in it resolved; nil for `AWS::NoValue`, which leaves out what has it.
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

    /// The text that the value stands for.
    func text(_ node: Node, _ role: String) throws(TemplateError) -> String {
        guard let text = try resolve(node)?.text else { throw node.error("\(role): expected a text") }
        return text
    }

    /// The list that the value stands for.
    func list(_ node: Node, _ role: String) throws(TemplateError) -> [Node] {
        guard let elements = try resolve(node)?.elements else { throw node.error("\(role): expected a list") }
        return elements
    }

    /// Refuses a text that a function puts together as soon as it is too long.
    func checkLength(_ bytes: Int, at mark: Mark) throws(TemplateError) {
        guard bytes <= Self.longestText else { throw TemplateError("the text becomes too long", at: mark) }
    }

    /// Takes so many values from those that may come out.
    func spend(_ values: Int, at mark: Mark) throws(TemplateError) {
        guard values <= valuesLeft else { throw TemplateError("too many values come out of the template", at: mark) }
        valuesLeft -= values
    }
}

// MARK: References

extension Resolver {
    /// What `Ref` gives; nil for `AWS::NoValue`.
    func reference(to name: String, at mark: Mark) throws(TemplateError) -> Node? {
        guard name != "AWS::NoValue" else { return nil }
        if let text = settings.pseudoParameters.value(of: name) { return Node(text, at: mark) }
        if let value = parameters[name] {
            try spend(value.elements?.count ?? 1, at: mark)
            return value
        }
        return Node(try resourceValue(name, nil, at: mark), at: mark)
    }

    /// What a resource's attribute is here.
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
    /// Whether the resource's condition holds, if it has one.
    func isPresent(_ resource: Node) throws(TemplateError) -> Bool {
        guard let name = try resource.text("Condition") else { return true }
        return try condition(name, at: resource.mark)
    }

    /// Whether the condition with this name holds.
    func condition(_ name: String, at mark: Mark) throws(TemplateError) -> Bool {
        switch conditions[name] {
        case .known(let holds): return holds
        case .underWay: throw TemplateError("the condition \(name) depends on itself", at: mark)
        case nil: break
        }
        guard let node = sections.conditions[name] else {
            throw TemplateError("there is no condition \(name)", at: mark)
        }
        // Conditions that lead to one another are as deep as a call stack should get.
        guard conditions.count(where: { if case .underWay = $0.value { true } else { false } }) < 32 else {
            throw TemplateError("conditions lead too far to one another", at: mark)
        }
        conditions[name] = .underWay
        let holds = try holds(node)
        conditions[name] = .known(holds)
        return holds
    }
}
