extension Resolver {
    /// Returns whether an inline condition holds.
    func holds(_ node: Node) throws(TemplateError) -> Bool {
        guard let members = node.members, members.count == 1, let call = members.first else {
            throw node.error("expected a condition")
        }
        switch call.key {
        case "Condition":
            guard let name = call.value.text else { throw call.value.error("Condition: expected a name") }
            return try condition(name, at: node.mark)
        case "Fn::Equals":
            let operands = try operands(call, 2...2)
            return try text(operands[0], call.key) == text(operands[1], call.key)
        case "Fn::Not":
            return try !holds(operands(call, 1...1)[0])
        case "Fn::And":
            return try all(operands(call, 2...10)).allSatisfy { $0 }
        case "Fn::Or":
            return try all(operands(call, 2...10)).contains(true)
        default:
            throw node.error("\(call.key) is not a condition")
        }
    }

    private func operands(_ call: Node.Member, _ count: ClosedRange<Int>) throws(TemplateError) -> [Node] {
        let node = Node(.mapping([call]), at: call.value.mark)
        guard let intrinsic = try Intrinsic(node) else { throw node.error("expected a condition") }
        return try intrinsic.arguments(count)
    }

    /// Evaluates all of them, so that an invalid one is always found.
    private func all(_ nodes: [Node]) throws(TemplateError) -> [Bool] {
        var answers: [Bool] = []
        for node in nodes { answers.append(try holds(node)) }
        return answers
    }
}
