/// An HTTP API that a template declares.
public struct HTTPAPI: Equatable, Sendable {
    /// SAM's name for the API of routes that don't refer to one.
    static let implicitID = "ServerlessHttpApi"

    /// The API's name in the template.
    public let logicalID: String
    /// The stage, `$default` unless the template says otherwise.
    public let stage: String
    /// The API's answer to cross-origin requests; nil for none.
    public let cors: CORS?
    /// The authorizers by name.
    public let authorizers: [String: JWTAuthorizer]
    /// The authorizer of routes that don't specify one; nil for none.
    public let defaultAuthorizer: String?
    /// The request limits of each route; nil for the account's limits.
    public let throttling: Throttling?
    /// Limits of single routes by route key, which replace `throttling`.
    public let routeThrottling: [String: Throttling]

    init(_ logicalID: String, _ node: Node) throws(TemplateError) {
        self.logicalID = logicalID
        stage = try node.text("StageName") ?? "$default"
        cors = try CORS(node)
        let auth = try node.mapping("Auth")
        authorizers = try auth?.mapping("Authorizers").map(JWTAuthorizer.all) ?? [:]
        defaultAuthorizer = try auth?.text("DefaultAuthorizer")
        throttling = try node.mapping("DefaultRouteSettings").map(Throttling.init)
        var routes: [String: Throttling] = [:]
        for member in try node.mapping("RouteSettings")?.members ?? [] {
            routes[member.key] = try Throttling(member.value)
        }
        routeThrottling = routes
        if let auth, let name = defaultAuthorizer, authorizers[name] == nil {
            throw auth.error("DefaultAuthorizer: there is no authorizer \(name)")
        }
    }

    /// The properties that are read.
    static let properties = ["StageName", "CorsConfiguration", "Auth", "DefaultRouteSettings", "RouteSettings"]
}

/// An authorizer that checks tokens for an API.
public struct JWTAuthorizer: Equatable, Sendable {
    /// The authorizer's name.
    public let name: String
    /// The location of the token, such as `$request.header.Authorization`.
    public let identitySource: String
    /// The required issuer of tokens.
    public let issuer: String
    /// The accepted audiences.
    public let audiences: [String]
    /// The scopes of which a token must have one; empty for no requirement.
    public let scopes: [String]

    static func all(_ node: Node) throws(TemplateError) -> [String: JWTAuthorizer] {
        var authorizers: [String: JWTAuthorizer] = [:]
        for member in node.members ?? [] {
            authorizers[member.key] = try JWTAuthorizer(member)
        }
        return authorizers
    }

    private init(_ member: Node.Member) throws(TemplateError) {
        guard let configuration = try member.value.mapping("JwtConfiguration") else {
            throw member.value.error("\(member.key): only an authorizer with a JwtConfiguration works outside AWS")
        }
        name = member.key
        identitySource = try member.value.text("IdentitySource") ?? "$request.header.Authorization"
        issuer = try configuration.requiredText("issuer")
        audiences = try configuration.texts("audience") ?? []
        scopes = try member.value.texts("AuthorizationScopes") ?? []
    }

    private init(_ authorizer: JWTAuthorizer, scopes: [String]) {
        name = authorizer.name
        identitySource = authorizer.identitySource
        issuer = authorizer.issuer
        audiences = authorizer.audiences
        self.scopes = scopes
    }

    /// Returns the authorizer with the scopes of a route, if it specifies any.
    func requiring(_ scopes: [String]?) -> JWTAuthorizer {
        scopes.map { JWTAuthorizer(self, scopes: $0) } ?? self
    }
}

/// An API's settings for cross-origin requests.
public struct CORS: Equatable, Sendable {
    /// The origins that may call; `*` for all.
    public let allowOrigins: [String]
    /// The methods that they may use.
    public let allowMethods: [String]
    /// The headers that they may send.
    public let allowHeaders: [String]
    /// The response headers that they may read.
    public let exposeHeaders: [String]
    /// How many seconds a browser may cache the settings; nil if unspecified.
    public let maxAge: Int?
    /// Whether they may send cookies.
    public let allowsCredentials: Bool

    /// Returns nil if the API has no such settings.
    init?(_ api: Node) throws(TemplateError) {
        guard let member = api["CorsConfiguration"], !member.isNull else { return nil }
        if member.members == nil, member.elements == nil {
            guard try api.bool("CorsConfiguration") == true else { return nil }
        }
        let node = member.members == nil ? Self.origins(member) : member
        allowOrigins = try node.texts("AllowOrigins") ?? []
        allowMethods = try node.texts("AllowMethods") ?? []
        allowHeaders = try node.texts("AllowHeaders") ?? []
        exposeHeaders = try node.texts("ExposeHeaders") ?? []
        maxAge = try node.int("MaxAge", in: -1...86_400)
        allowsCredentials = try node.bool("AllowCredentials") ?? false
    }

    /// Expands the short forms: a list of origins, or `true`.
    private static func origins(_ node: Node) -> Node {
        let origins = node.elements == nil ? Node("*", at: node.mark) : node
        return Node(.mapping([Node.Member(key: "AllowOrigins", value: origins)]), at: node.mark)
    }
}
