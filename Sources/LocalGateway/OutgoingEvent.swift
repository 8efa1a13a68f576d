import Bytes
import JSON
import Template
import Time
import Tokens

/// An API as described to its functions.
struct APIPlace {
    var accountID = "000000000000"
    var apiID = "local"
    var stage = "$default"
    var port: Int
}

/// The event for a request (payload format 2.0).
struct OutgoingEvent {
    let request: IncomingRequest
    let target: RequestTarget
    let match: RouteTable.Match
    /// The claims of the caller's token; nil for a route without an authorizer.
    let claims: Claims?
    let call: CallIdentity
    let place: APIPlace

    /// Headers that concern a connection and not the request.
    static let connectionHeaders: Set = [
        "connection", "expect", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// The event as JSON.
    var bytes: [UInt8] {
        var json = JSONWriter(capacity: request.body.count + 2048)
        json.object { json in
            json.member("version", "2.0")
            json.member("routeKey", match.route.key)
            json.member("rawPath", target.path)
            json.member("rawQueryString", target.query)
            if !request.cookies.isEmpty { json.member("cookies", .array(request.cookies.map(JSONValue.string))) }
            json.member("headers", Self.object(headers))
            let parameters = target.parameters
            if !parameters.isEmpty { json.member("queryStringParameters", Self.object(parameters)) }
            json.object("requestContext") { writeContext(to: &$0) }
            if !match.parameters.isEmpty { json.member("pathParameters", Self.object(match.parameters)) }
            writeBody(to: &json)
        }
        return json.bytes
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        .object(texts.mapValues(JSONValue.string))
    }

    private var headers: [String: String] {
        var headers = request.headers.filter { !Self.connectionHeaders.contains($0.key) }
        headers["content-length"] = String(request.body.count)
        headers["x-amzn-trace-id"] = call.trace
        headers["x-forwarded-for"] = headers["x-forwarded-for"].map { "\($0), \(request.source)" } ?? request.source
        headers["x-forwarded-port"] = String(place.port)
        headers["x-forwarded-proto"] = "http"
        return headers
    }

    private func writeContext(to json: inout JSONWriter) {
        json.member("accountId", place.accountID)
        json.member("apiId", place.apiID)
        if let claims {
            json.object("authorizer") { $0.object("jwt") { writeClaims(claims, to: &$0) } }
        }
        let domain = domainName
        json.member("domainName", domain)
        json.member("domainPrefix", String(domain.prefix { $0 != "." }))
        json.object("http") { json in
            json.member("method", request.method)
            json.member("path", target.path)
            json.member("protocol", request.version)
            json.member("sourceIp", request.source)
            json.member("userAgent", request.headers["user-agent"] ?? "")
        }
        json.member("requestId", call.requestID)
        json.member("routeKey", match.route.key)
        json.member("stage", place.stage)
        json.member("time", call.time)
        json.member("timeEpoch", call.moment.milliseconds)
    }

    /// The host that was called, without the port; IPv6 addresses in brackets contain colons, too.
    private var domainName: String {
        let host = request.headers["host"] ?? ""
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
        let name = host.prefix { $0 != ":" }
        return name.isEmpty ? "localhost" : String(name)
    }

    private func writeClaims(_ claims: Claims, to json: inout JSONWriter) {
        json.object("claims") { json in
            for member in claims.root.members.sorted(by: { $0.key < $1.key }) {
                json.member(member.key, Self.flat(member.value))
            }
        }
        let isScoped = match.route.authorizer?.scopes.isEmpty == false
        json.member("scopes", isScoped ? .array(claims.scopes.map(JSONValue.string)) : .null)
    }

    /// Returns a claim as the service passes it on: always a text, a list as `[one two]`.
    private static func flat(_ claim: JSONNode) -> String {
        switch claim.kind {
        case .string: claim.string ?? ""
        case .array: "[\(claim.elements.map(flat).joined(separator: " "))]"
        case .null, .bool, .number, .object: String(decoding: claim.value.json(), as: UTF8.self)
        }
    }

    private func writeBody(to json: inout JSONWriter) {
        guard !request.body.isEmpty else {
            json.member("isBase64Encoded", false)
            return
        }
        let text = isText ? String(validating: request.body, as: UTF8.self) : nil
        json.member("body", text ?? Base64.encode(request.body))
        json.member("isBase64Encoded", text == nil)
    }

    /// Whether the service treats the body as text, which it doesn't even for forms.
    private var isText: Bool {
        let written = request.headers["content-type"] ?? ""
        let type = written.lowercased().prefix { $0 != ";" && $0 != " " }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml"].contains(type)
    }
}
