import JSON
public import Platform
public import Time

/// One HTTP request as API Gateway hands it over, whichever of its two payload formats it came in.
public struct APIRequest {
    public let method: String
    /// The path with percent-encoding undone.
    public let path: String
    public let query: QueryParameters
    public let headers: RequestHeaders
    public let cookies: [String]
    public let body: [UInt8]
    /// The service's id of this request, which answers and logs bear.
    public let requestID: String
    public let receivedAt: Instant
    public let sourceIP: String?

    /// Path parameters with percent-encoding undone.
    let pathParameters: [String: String]
    /// What the authorizer found in the token; nil when there was none.
    let claims: JSONNode?
    /// Which claim names the caller's roles.
    let rolesClaim: String

    /// The language to answer in.
    public var language: Language { Language(accepting: headers["accept-language"]) }

    /// The path parameter of that name; the route has it, so a request without it is no request of this route.
    public func path(_ name: String) throws(Problem) -> String {
        guard let value = pathParameters[name], !value.isEmpty else {
            throw .invalid(field: name, "is missing from the path")
        }
        return value
    }

    /// Who is calling; an error for nobody, or for a token that does not say who.
    public func requireIdentity() throws(Problem) -> Identity {
        guard let claims else { throw .unauthenticated }
        return try Identity(claims: claims, rolesClaim: rolesClaim)
    }

    /// The key that the caller gave this request in `Idempotency-Key`; nil when there is none.
    public func idempotencyKey() throws(Problem) -> IdempotencyKey? {
        guard let text = headers["idempotency-key"] else { return nil }
        guard let key = IdempotencyKey(text, method: method, path: path, body: body) else {
            throw .invalid(field: "Idempotency-Key", "must be 1 to 255 printable ASCII characters")
        }
        return key
    }

    /// The body as a value; the error names the field that does not fit.
    public func body<Value: Decodable>(as type: Value.Type = Value.self) throws(Problem) -> Value {
        guard !body.isEmpty else { throw .invalid(field: "body", "is missing") }
        do throws(JSONError) {
            return try decodeJSON(type, from: body)
        } catch {
            throw .invalid(body: error)
        }
    }

    /// For routes that need no body: one that comes all the same must at least be JSON.
    public func ignoreBody() throws(Problem) {
        guard !body.isEmpty else { return }
        do throws(JSONError) {
            _ = try JSONDocument(parsing: body)
        } catch {
            throw .invalid(body: error)
        }
    }
}

extension Problem {
    /// A request that names what is wrong with it.
    public static func invalid(field: String, _ problem: String) -> Problem {
        Problem(
            .invalid, code: "invalid_request",
            Phrase(
                english: "The request is not valid: \(field) \(problem).",
                french: "La requête n'est pas valide : voir le champ \(field)."),
            details: [Detail(field: field, problem: problem)])
    }

    static func invalid(body error: JSONError) -> Problem {
        invalid(field: error.path.isEmpty ? "body" : error.path, error.problem)
    }

    static let unauthenticated = Problem(
        .unauthenticated, code: "unauthorized", error: "Unauthorized",
        Phrase(english: "Please sign in.", french: "Veuillez vous connecter."))
}
