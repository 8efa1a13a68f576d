import Bytes
import JSON
import Platform
import Time

extension APIRequest {
    /// 64 KiB: more than any route needs.
    static let largestBody = 64 * 1024

    /// Reads the event, whose body may have `largestBody` bytes.
    init(_ event: GatewayEvent, requestID: String, receivedAt: Instant, rolesClaim: String) throws(Problem) {
        let parts = try event.format == .http ? Parts(http: event) : Parts(rest: event)
        self.init(
            method: parts.method, path: parts.path, query: parts.query, headers: event.headers,
            body: try event.body(atMost: Self.largestBody), requestID: requestID, receivedAt: receivedAt,
            pathParameters: parts.pathParameters, claims: parts.claims, rolesClaim: rolesClaim)
    }

    /// What each format has in places of its own.
    private struct Parts {
        let method: String
        let path: String
        let query: QueryParameters
        let pathParameters: PathParameters
        let claims: JSONNode?

        /// Paths arrive decoded: decoding them again would make `%2541` an `A`.
        init(http event: GatewayEvent) throws(Problem) {
            let call = event.context?["http"]
            method = try (call?["method"]?.string).required("requestContext.http.method")
            path = try (event.root["rawPath"]?.string ?? call?["path"]?.string).required("rawPath")
            if let raw = event.root["rawQueryString"]?.string {
                query = try QueryParameters(encoded: raw)
            } else {
                query = QueryParameters(decoded: event.root["queryStringParameters"])
            }
            pathParameters = PathParameters(event.root["pathParameters"], areEncoded: false)
            claims = event.context?["authorizer"]?["jwt"]?["claims"]?.ifObject
        }

        /// Paths arrive as they stood in the address, queries decoded.
        init(rest event: GatewayEvent) throws(Problem) {
            method = try (event.root["httpMethod"]?.string).required("httpMethod")
            path = try PercentEncoding.decode(event.root["path"]?.string ?? "/").required("path")
            let lists = event.root["multiValueQueryStringParameters"]?.ifFilled
            query = QueryParameters(decoded: lists ?? event.root["queryStringParameters"])
            pathParameters = PathParameters(event.root["pathParameters"], areEncoded: true)
            claims = event.context?["authorizer"]?["claims"]?.ifObject
        }
    }
}

/// The parts of the path that the route has names for.
struct PathParameters {
    private let values: JSONNode?
    private let areEncoded: Bool

    init(_ values: JSONNode?, areEncoded: Bool) {
        self.values = values
        self.areEncoded = areEncoded
    }

    /// The parameter of that name, decoded once; an error when it is missing or empty, or cannot be decoded.
    func value(_ name: String) throws(Problem) -> String {
        guard let text = values?[name]?.string, !text.isEmpty else {
            throw .invalid(field: name, in: .path, "is missing from the path")
        }
        guard areEncoded else { return text }
        guard let value = PercentEncoding.decode(text) else {
            throw .invalid(field: name, in: .path, "is not percent-encoded UTF-8")
        }
        return value
    }
}

extension Optional {
    /// The value, or that the request lacks it or has it in a form that cannot be read.
    fileprivate func required(_ field: String) throws(Problem) -> Wrapped {
        guard let self else { throw .invalid(field: field, "is missing or cannot be read") }
        return self
    }
}
