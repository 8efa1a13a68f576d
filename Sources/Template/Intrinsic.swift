/// A call of one of CloudFormation's functions.
struct Intrinsic {
    let name: String
    let argument: Node
    let mark: Mark

    /// Returns nil for a mapping that is not a call.
    init?(_ node: Node) throws(TemplateError) {
        guard let members = node.members, let first = members.first else { return nil }
        guard members.count == 1 else {
            guard let function = members.first(where: { $0.key.hasPrefix("Fn::") }) else { return nil }
            throw function.value.error("\(function.key) must stand alone")
        }
        guard Self.isName(first.key) else { return nil }
        name = first.key
        argument = first.value
        mark = node.mark
    }

    /// Returns whether SAM treats this as a call, and so does not look into it.
    static func isCall(_ node: Node) -> Bool {
        guard let members = node.members, members.count == 1, let key = members.first?.key else { return false }
        return isName(key) || key == "Condition"
    }

    private static func isName(_ key: String) -> Bool {
        key == "Ref" || key.hasPrefix("Fn::")
    }

    /// Returns the arguments after checking their number.
    func arguments(_ count: ClosedRange<Int>) throws(TemplateError) -> [Node] {
        guard let arguments = argument.elements, count.contains(arguments.count) else {
            let number =
                count.lowerBound == count.upperBound
                ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
            throw argument.error("\(name): expected a list of \(number)")
        }
        return arguments
    }
}
