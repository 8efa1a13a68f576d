/// The sections of a template by name, each checked only to be a mapping.
struct Sections {
    let parameters: [String: Node]
    let conditions: [String: Node]
    let resources: [String: Node]
    /// The resources' names in the order of the template.
    let resourceNames: [String]
    let mappings: Node
    let globals: Node

    init(_ root: Node) throws(TemplateError) {
        guard root.members != nil else { throw root.error("expected a mapping") }
        parameters = try Self.section("Parameters", of: root)
        conditions = try Self.section("Conditions", of: root)
        resources = try Self.section("Resources", of: root)
        resourceNames = try root.mapping("Resources")?.members?.map(\.key) ?? []
        let nothing = Node(.mapping([]), at: root.mark)
        mappings = try root.mapping("Mappings") ?? nothing
        globals = try root.mapping("Globals") ?? nothing
        guard !resources.isEmpty else { throw root.error("Resources is missing") }
        for name in resourceNames {
            guard let resource = resources[name] else { continue }
            guard !name.hasPrefix("Fn::") else { throw resource.error("\(name) is not supported outside AWS") }
            guard resource.members != nil else { throw resource.error("\(name): expected a mapping") }
            _ = try resource.requiredText("Type")
        }
    }

    private static func section(_ name: String, of root: Node) throws(TemplateError) -> [String: Node] {
        let members = try root.mapping(name)?.members ?? []
        return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    }
}
