/// A route of an HTTP API that leads to a function.
public struct HTTPRoute: Equatable, Sendable {
    /// Its name in the function's events.
    public let name: String
    /// The API's name in the template.
    public let apiID: String
    /// The service's name for the route: `GET /api/meetups`, `ANY /files/{path+}` or `$default`.
    public let routeKey: String
    /// The authorizer with this route's scopes; nil for a public route.
    public let authorizer: JWTAuthorizer?
    /// Its place in the template.
    public let mark: Mark

    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"]

    init(_ name: String, _ node: Node, _ api: HTTPAPI) throws(TemplateError) {
        self.name = name
        apiID = api.logicalID
        mark = node.mark
        routeKey = try Self.routeKey(node)
        let auth = try node.mapping("Auth")
        guard let chosen = try auth?.text("Authorizer") ?? api.defaultAuthorizer, chosen != "NONE" else {
            authorizer = nil
            return
        }
        guard let known = api.authorizers[chosen] else {
            throw node.error("\(name): the API \(api.logicalID) has no authorizer \(chosen)")
        }
        authorizer = known.requiring(try auth?.texts("AuthorizationScopes"))
    }

    private static func routeKey(_ node: Node) throws(TemplateError) -> String {
        guard let path = try node.text("Path"), path != "$default" else { return "$default" }
        guard path.hasPrefix("/") else { throw node.error("Path: must begin with a slash") }
        let written = try node.text("Method") ?? "ANY"
        let method = written.lowercased() == "x-amazon-apigateway-any-method" ? "ANY" : written.uppercased()
        guard methods.contains(method) else { throw node.error("Method: \(written) is not a method") }
        return "\(method) \(path)"
    }
}
