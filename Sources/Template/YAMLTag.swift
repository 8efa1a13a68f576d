/// A short-form tag with an exclamation mark.
enum YAMLTag {
    private static let standard = "tag:yaml.org,2002:"

    /// Returns the value in long form: for `!Sub x`, that of `Fn::Sub: x`.
    static func apply(_ tag: String?, to node: Node) throws(TemplateError) -> Node {
        guard let tag, tag != "!" else { return node }
        guard !tag.hasPrefix(standard) else {
            return try applyStandard(String(tag.dropFirst(standard.count)), to: node)
        }
        guard tag.hasPrefix("!"), tag.utf8.count <= 100 else { throw node.error("an unknown tag") }
        let name = String(tag.dropFirst())
        let key = ["Ref", "Condition"].contains(name) ? name : "Fn::\(name)"
        let value = key == "Fn::GetAtt" ? withSplitAttribute(node) : node
        return Node(.mapping([Node.Member(key: key, value: value)]), at: node.mark)
    }

    /// Splits `Table.Arn` into the two texts of the long form.
    private static func withSplitAttribute(_ node: Node) -> Node {
        guard let text = node.text else { return node }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return Node(.sequence(parts.map { Node(String($0), at: node.mark) }), at: node.mark)
    }

    private static func applyStandard(_ name: String, to node: Node) throws(TemplateError) -> Node {
        switch (name, node.content) {
        case ("str", .scalar), ("seq", .sequence), ("map", .mapping):
            return node
        case ("int", .scalar(.string(let text))), ("float", .scalar(.string(let text))),
            ("bool", .scalar(.string(let text))), ("null", .scalar(.string(let text))):
            return Node(.scalar(Scalar(plain: text)), at: node.mark)
        default:
            throw node.error("the tag !!\(name) is not supported here")
        }
    }
}
