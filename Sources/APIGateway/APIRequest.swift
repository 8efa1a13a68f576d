import JSON
public import Platform
public import Time

/// An HTTP request from API Gateway, in either of its payload formats.
public struct APIRequest {
    /// The HTTP method, unchanged.
    public let method: String
    /// The path, percent-decoded.
    public let path: String
    /// The query after the `?`.
    public let query: QueryParameters
    /// The headers, with case-insensitive names.
    public let headers: RequestHeaders
    /// The cookies, each as `name=value`.
    public let cookies: [String]
    /// The body's bytes, Base64-decoded if necessary.
    public let body: [UInt8]
    /// API Gateway's id of this request, included in answers and logs.
    public let requestID: String
    /// The time to use for this request.
    public let receivedAt: Instant
    /// The address of the caller, as API Gateway saw it.
    public let sourceIP: String?

    let pathParameters: PathParameters
    /// The claims that the authorizer found in the token; nil without a token.
    let claims: JSONNode?
    /// The form of the caller's roles in the claims.
    let rolesClaim: RolesClaim

    /// The language of the answer.
    public var language: Language { Language(accepting: headers["accept-language"]) }

    /// Returns the path parameter of that name, percent-decoded.
    ///
    /// - Throws: If the request lacks it, although the route has it, or its encoding is broken.
    public func path(_ name: String) throws(Problem) -> String {
        try pathParameters.value(name)
    }

    /// Returns the caller's identity.
    ///
    /// - Throws: If nobody is signed in, or the token does not identify its user.
    public func requireIdentity() throws(Problem) -> Identity {
        guard let claims else { throw .unauthenticated }
        return try Identity(claims: claims, rolesClaim: rolesClaim)
    }

    /// Returns the caller's `Idempotency-Key` for this request; nil when there is none.
    ///
    /// - Throws: If the key is invalid.
    public func idempotencyKey() throws(Problem) -> IdempotencyKey? {
        guard let text = headers["idempotency-key"] else { return nil }
        guard let key = IdempotencyKey(text, method: method, path: path, body: body) else {
            throw .invalid(field: "Idempotency-Key", in: .header, "must be 1 to 255 printable ASCII characters")
        }
        return key
    }

    /// Decodes the body.
    ///
    /// - Throws: If there is no body, or a field does not fit, with the field's name.
    public func body<Value: Decodable>(as type: Value.Type = Value.self) throws(Problem) -> Value {
        guard !body.isEmpty else { throw .invalid(field: "body", "is missing") }
        do throws(JSONError) {
            return try decodeJSON(type, from: body)
        } catch {
            throw .invalid(body: error)
        }
    }

    /// Checks the body of a route that needs none.
    ///
    /// - Throws: If there is a body that is not even JSON.
    public func refuseUnreadableBody() throws(Problem) {
        guard !body.isEmpty else { return }
        do throws(JSONError) {
            _ = try JSONDocument(parsing: body)
        } catch {
            throw .invalid(body: error)
        }
    }
}

extension APIRequest {
    /// Returns the value that `read` makes of the body, an object.
    ///
    /// - Throws: The error of `read`, or else every field that `read` found wrong.
    public func fields<Value>(_ read: (inout BodyFields) throws -> Value) throws -> Value {
        guard !body.isEmpty else { throw Problem.invalid([.init(field: "body", breaks: .isRequired)]) }
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(parsing: body).root
        } catch {
            throw Problem.invalid(body: error)
        }
        guard var fields = BodyFields(root) else { throw Problem.invalid([.init(field: "body", breaks: .isObject)]) }
        let value = try read(&fields)
        try fields.check()
        return value
    }

    /// Returns the value that `read` makes of the query.
    ///
    /// - Throws: If `read` found parameters wrong, with all of them.
    public func parameters<Value>(_ read: (inout QueryFields) -> Value) throws(Problem) -> Value {
        var fields = QueryFields(query.all.map { ($0.name, $0.value) })
        let value = read(&fields)
        try fields.check()
        return value
    }
}

extension Problem {
    static let unauthenticated = Problem(
        .unauthenticated, code: "unauthorized", error: "Unauthorized",
        Phrase(english: "Please sign in.", french: "Veuillez vous connecter."))

    static let accessToken = Problem(
        .unauthenticated, code: "id_token_required",
        Phrase(
            english: "This is an access token: please send the ID token.",
            french: "Ceci est un jeton d’accès : veuillez envoyer le jeton d’identité."))

    /// Returns the problem of a body that is not JSON, or not the expected JSON.
    ///
    /// A path can contain keys chosen by the caller: a long path is cut to its first field.
    static func invalid(body error: JSONError) -> Problem {
        let field = error.path.utf8.count <= 200 ? error.path : Self.start(of: error.path)
        let rule = error.offset.map { FieldRule.isJSON(offset: $0, error.problem) } ?? .other(error.problem)
        return .invalid([.init(field: field.isEmpty ? "body" : field, breaks: rule)])
    }

    /// Returns the first part of a path, by scalars: a single character can be of any length.
    private static func start(of path: String) -> String {
        String(String.UnicodeScalarView(path.unicodeScalars.prefix { $0 != "." }.prefix(100)))
    }
}
