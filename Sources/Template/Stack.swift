/// The resolved declarations of a template.
public struct Stack: Sendable {
    /// The functions, in the order of the template.
    public let functions: [FunctionResource]
    /// The HTTP APIs, in the order of the template.
    public let apis: [HTTPAPI]
    /// The tables, in the order of the template.
    public let tables: [TableResource]

    init(_ sections: Sections, _ resolver: Resolver) throws(TemplateError) {
        let reader = StackReader(sections: sections, resolver: resolver)
        let declared = try reader.all("AWS::Serverless::HttpApi", HTTPAPI.properties, HTTPAPI.init)
        let implicit = try reader.implicitAPI()
        let byID = Dictionary((declared + [implicit]).map { ($0.logicalID, $0) }) { first, _ in first }
        functions = try reader.functions(byID)
        let isDeclared = declared.contains { $0.logicalID == implicit.logicalID }
        let isUsed = functions.contains { $0.routes.contains { $0.apiID == implicit.logicalID } }
        apis = declared + (isUsed && !isDeclared ? [implicit] : [])
        tables = try reader.all("AWS::DynamoDB::Table", TableResource.properties, TableResource.init)
        try Self.refuseDuplicates(functions)
    }

    /// Throws if two functions have the same route.
    private static func refuseDuplicates(_ functions: [FunctionResource]) throws(TemplateError) {
        var owners: [String: String] = [:]
        for function in functions {
            for route in function.routes {
                let key = "\(route.apiID) \(route.routeKey)"
                if let owner = owners[key] {
                    throw TemplateError("the route \(route.routeKey) leads to \(owner) already", at: route.mark)
                }
                owners[key] = function.logicalID
            }
        }
    }
}

private struct StackReader {
    let sections: Sections
    let resolver: Resolver

    /// Returns the resources of the type that are not left out by a condition, with unresolved properties.
    private func present(_ type: String) throws(TemplateError) -> [(name: String, properties: Node)] {
        var found: [(name: String, properties: Node)] = []
        for name in sections.resourceNames {
            guard let resource = sections.resources[name], resource["Type"]?.text == type,
                try resolver.isPresent(resource)
            else { continue }
            let properties = try Globals.properties(of: resource, sections.globals)
            guard !Intrinsic.isCall(properties) else { throw properties.error("Properties: expected a mapping") }
            found.append((name, properties))
        }
        return found
    }

    func all<Resource>(
        _ type: String, _ properties: [String],
        _ make: (String, Node) throws(TemplateError) -> Resource
    ) throws(TemplateError) -> [Resource] {
        var resources: [Resource] = []
        for found in try present(type) {
            resources.append(try make(found.name, resolver.members(properties, of: found.properties)))
        }
        return resources
    }

    func functions(_ apis: [String: HTTPAPI]) throws(TemplateError) -> [FunctionResource] {
        var functions: [FunctionResource] = []
        for found in try present("AWS::Serverless::Function") {
            let events = try EventReader(found.properties["Events"], resolver, apis)
            let node = try resolver.members(FunctionResource.properties, of: found.properties)
            let calls = found.properties["EventInvokeConfig"] ?? Node(.mapping([]), at: node.mark)
            functions.append(
                try FunctionResource(
                    found.name, node, resolver.members(FunctionResource.callProperties, of: calls), events))
        }
        return functions
    }

    /// Returns the API that SAM creates for routes without one; all of its settings come from the globals.
    func implicitAPI() throws(TemplateError) -> HTTPAPI {
        let nothing = Node(.mapping([]), at: sections.globals.mark)
        let properties = try sections.globals.mapping("HttpApi") ?? nothing
        return try HTTPAPI(HTTPAPI.implicitID, resolver.members(HTTPAPI.properties, of: properties))
    }
}
