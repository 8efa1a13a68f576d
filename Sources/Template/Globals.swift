/// Merges a template's global properties into each resource of a kind, as SAM does.
enum Globals {
    private static let kinds = ["AWS::Serverless::Function": "Function", "AWS::Serverless::HttpApi": "HttpApi"]

    /// Returns the resource's unresolved properties merged with those of the globals.
    static func properties(of resource: Node, _ globals: Node) throws(TemplateError) -> Node {
        let own = try resource.mapping("Properties") ?? Node(.mapping([]), at: resource.mark)
        let type = try resource.requiredText("Type")
        guard let kind = kinds[type], let common = try globals.mapping(kind) else { return own }
        return merged(try kept(common, for: resource), own)
    }

    /// Returns the globals without those that the resource ignores; `*` stands for all.
    private static func kept(_ globals: Node, for resource: Node) throws(TemplateError) -> Node {
        let ignored = try resource.texts("IgnoreGlobals") ?? []
        guard ignored != ["*"] else { return Node(.mapping([]), at: globals.mark) }
        for name in ignored where globals[name] == nil {
            throw resource.error("IgnoreGlobals: the globals have no \(name)")
        }
        let kept = (globals.members ?? []).filter { !ignored.contains($0.key) }
        return Node(.mapping(kept), at: globals.mark)
    }

    /// Merges mappings member by member and joins lists; for any other value the resource's own wins.
    private static func merged(_ global: Node, _ own: Node) -> Node {
        // SAM does not look into calls, since they may yield any value.
        guard !Intrinsic.isCall(global), !Intrinsic.isCall(own) else { return own }
        switch (global.content, own.content) {
        case (.mapping(let globals), .mapping(let owns)):
            return Node(.mapping(merged(globals, owns)), at: own.mark)
        case (.sequence(let globals), .sequence(let owns)):
            return Node(.sequence(globals + owns), at: own.mark)
        default:
            return own
        }
    }

    private static func merged(_ globals: [Node.Member], _ owns: [Node.Member]) -> [Node.Member] {
        let owned = Dictionary(owns.map { ($0.key, $0.value) }) { first, _ in first }
        let common = Set(globals.map(\.key))
        let merged = globals.map { member in
            Node.Member(key: member.key, value: owned[member.key].map { self.merged(member.value, $0) } ?? member.value)
        }
        return merged + owns.filter { !common.contains($0.key) }
    }
}
