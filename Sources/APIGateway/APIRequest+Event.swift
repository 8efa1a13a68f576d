import Bytes
import JSON
import Platform
import Time

extension APIRequest {
    /// Reads the event; `largestBody` is the route's limit, nil for a route that reads neither query nor body.
    init(
        _ event: GatewayEvent, requestID: String, receivedAt: Instant, rolesClaim: RolesClaim, largestBody: Int?
    ) throws(Problem) {
        let parts = try event.format == .http ? Parts(http: event) : Parts(rest: event)
        var (query, body) = (QueryParameters(decoded: nil), [UInt8]())
        if let largestBody {
            query = try event.query()
            body = try event.body(atMost: largestBody)
        }
        self.init(
            method: parts.method, path: parts.path, query: query, headers: event.headers, cookies: parts.cookies,
            body: body, requestID: requestID, receivedAt: receivedAt, sourceIP: parts.sourceIP,
            pathParameters: parts.pathParameters, claims: parts.claims, rolesClaim: rolesClaim)
    }

    /// The parts that each format has in different places.
    private struct Parts {
        let method: String
        let path: String
        let cookies: [String]
        let sourceIP: String?
        let pathParameters: PathParameters
        let claims: JSONNode?

        /// Reads format 2.0, whose paths arrive decoded: decoding them again would make `%2541` an `A`.
        init(http event: GatewayEvent) throws(Problem) {
            let call = event.context?["http"]
            method = try (call?["method"]?.string).required("requestContext.http.method")
            path = try (event.root["rawPath"]?.string ?? call?["path"]?.string).required("rawPath")
            cookies = event.root["cookies"]?.texts ?? []
            sourceIP = call?["sourceIp"]?.string
            pathParameters = PathParameters(event.root["pathParameters"], areEncoded: false)
            claims = event.context?["authorizer"]?["jwt"]?["claims"]?.ifObject
        }

        /// Reads format 1.0, whose paths arrive as in the URL.
        init(rest event: GatewayEvent) throws(Problem) {
            method = try (event.root["httpMethod"]?.string).required("httpMethod")
            path = try PercentEncoding.decode(event.root["path"]?.string ?? "/").required("path")
            cookies = Self.cookies(event.headers)
            sourceIP = event.context?["identity"]?["sourceIp"]?.string
            pathParameters = PathParameters(event.root["pathParameters"], areEncoded: true)
            claims = event.context?["authorizer"]?["claims"]?.ifObject
        }

        /// Returns each `name=value` of the Cookie headers: a browser may send several headers.
        private static func cookies(_ headers: RequestHeaders) -> [String] {
            headers.values(of: "cookie")
                .flatMap { $0.utf8.split(separator: UInt8(ascii: ";")) }
                .compactMap { String($0.drop { $0 == UInt8(ascii: " ") }) }
                .filter { !$0.isEmpty }
        }
    }
}

/// The path's segments that the route has names for.
struct PathParameters {
    private let values: JSONNode?
    private let areEncoded: Bool

    init(_ values: JSONNode?, areEncoded: Bool) {
        self.values = values
        self.areEncoded = areEncoded
    }

    /// Returns the parameter of that name, decoded once.
    ///
    /// - Throws: If it is missing, empty or can't be decoded.
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
    /// Returns the value.
    ///
    /// - Throws: If the request lacks it, or it is unreadable.
    fileprivate func required(_ field: String) throws(Problem) -> Wrapped {
        guard let self else { throw .invalid(field: field, "is missing or cannot be read") }
        return self
    }
}
