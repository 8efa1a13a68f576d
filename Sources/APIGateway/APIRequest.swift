import JSON
public import Platform
public import Time

/// One HTTP request as API Gateway hands it over, whichever of its two payload formats it came in.
public struct APIRequest {
    /// The HTTP method, as it came.
    public let method: String
    /// The path with percent-encoding undone.
    public let path: String
    /// What stands behind the `?`.
    public let query: QueryParameters
    /// The headers, their names without regard to case.
    public let headers: RequestHeaders
    /// Each `name=value`.
    public let cookies: [String]
    /// The bytes that were sent, base64 undone.
    public let body: [UInt8]
    /// The service's id of this request, which answers and logs bear.
    public let requestID: String
    /// What time it is for this request.
    public let receivedAt: Instant
    /// Where the request came from, as the service saw it.
    public let sourceIP: String?

    let pathParameters: PathParameters
    /// What the authorizer found in the token; nil when there was none.
    let claims: JSONNode?
    /// How the claims name the caller's roles.
    let rolesClaim: RolesClaim

    /// The language to answer in.
    public var language: Language { Language(accepting: headers["accept-language"]) }

    /// The path parameter of that name, with percent-encoding undone.
    ///
    /// The route has it: an error for a request without it, and for one whose encoding is broken.
    public func path(_ name: String) throws(Problem) -> String {
        try pathParameters.value(name)
    }

    /// Who is calling; an error when nobody is signed in, or when the token does not say who it is.
    public func requireIdentity() throws(Problem) -> Identity {
        guard let claims else { throw .unauthenticated }
        return try Identity(claims: claims, rolesClaim: rolesClaim)
    }

    /// The key that the caller gave this request in `Idempotency-Key`; nil when there is none, an error for a bad one.
    public func idempotencyKey() throws(Problem) -> IdempotencyKey? {
        guard let text = headers["idempotency-key"] else { return nil }
        guard let key = IdempotencyKey(text, method: method, path: path, body: body) else {
            throw .invalid(field: "Idempotency-Key", in: .header, "must be 1 to 255 printable ASCII characters")
        }
        return key
    }

    /// The body as a value; the error names the field that does not fit, or says that there is no body.
    public func body<Value: Decodable>(as type: Value.Type = Value.self) throws(Problem) -> Value {
        guard !body.isEmpty else { throw .invalid(field: "body", "is missing") }
        do throws(JSONError) {
            return try decodeJSON(type, from: body)
        } catch {
            throw .invalid(body: error)
        }
    }

    /// For routes that need no body: an error for one that comes all the same and is not even JSON.
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
    /// What `read` makes of the body, an object; an error that names every field that `read` found wrong.
    ///
    /// What `read` throws comes first.
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

    /// What `read` makes of the query; an error that names every parameter that `read` found wrong.
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

    /// A body that is not JSON, or not the JSON that was asked for.
    ///
    /// A path can hold keys that the caller made up: a long one is cut to the field that it begins with.
    static func invalid(body error: JSONError) -> Problem {
        let field = error.path.utf8.count <= 200 ? error.path : Self.start(of: error.path)
        let rule = error.offset.map { FieldRule.isJSON(offset: $0, error.problem) } ?? .other(error.problem)
        return .invalid([.init(field: field.isEmpty ? "body" : field, breaks: rule)])
    }

    /// The first part of a path, by scalars: a single character can be as long as its writer likes.
    private static func start(of path: String) -> String {
        String(String.UnicodeScalarView(path.unicodeScalars.prefix { $0 != "." }.prefix(100)))
    }
}
