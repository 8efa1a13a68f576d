import Bytes
import JSON
import Platform
import Time

/// The JSON that API Gateway invokes a function with, before anything in it is taken at its word.
///
/// There are two formats. An HTTP API's own is 2.0; REST APIs, and HTTP APIs on request, send 1.0. Absent and unknown
/// members are fine in both.
struct GatewayEvent {
    enum Format {
        case rest
        case http
    }

    let format: Format
    let root: JSONNode
    let context: JSONNode?
    let headers: RequestHeaders

    /// Nil for what is not JSON, or not an object.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(parsing: bytes), document.root.kind == .object else { return nil }
        root = document.root
        format = root["version"]?.string == "2.0" ? .http : .rest
        context = root["requestContext"]
        let single = root["headers"]?.texts ?? []
        headers = RequestHeaders(single.isEmpty ? root["multiValueHeaders"]?.textLists ?? [] : single)
    }

    var requestID: String? { context?["requestId"]?.string }
    var language: Language { Language(accepting: headers["accept-language"]) }
}

extension APIRequest {
    /// Reads the event; `largestBody` is what the route accepts.
    init(
        _ event: GatewayEvent, requestID: String, receivedAt: Instant, rolesClaim: String, largestBody: Int
    ) throws(Problem) {
        let parts = try event.format == .http ? Parts(http: event) : Parts(rest: event)
        self.init(
            method: parts.method, path: parts.path, query: parts.query, headers: event.headers, cookies: parts.cookies,
            body: try event.body(atMost: largestBody), requestID: requestID, receivedAt: receivedAt,
            sourceIP: parts.sourceIP,
            pathParameters: parts.pathParameters, claims: parts.claims, rolesClaim: rolesClaim)
    }

    /// What each format has in places of its own.
    private struct Parts {
        let method: String
        let path: String
        let query: QueryParameters
        let cookies: [String]
        let sourceIP: String?
        let pathParameters: [String: String]
        let claims: JSONNode?

        /// Paths arrive decoded: decoding them again would make `%2541` an `A`.
        init(http event: GatewayEvent) throws(Problem) {
            let call = event.context?["http"]
            method = try (call?["method"]?.string).required("requestContext.http.method")
            path = try (event.root["rawPath"] ?? call?["path"])?.string.required("rawPath") ?? "/"
            if let raw = event.root["rawQueryString"]?.string {
                query = try QueryParameters(encoded: raw)
            } else {
                query = QueryParameters(decoded: event.root["queryStringParameters"]?.texts ?? [])
            }
            cookies = event.root["cookies"]?.elements.compactMap(\.string) ?? []
            sourceIP = call?["sourceIp"]?.string
            pathParameters = Dictionary(event.root["pathParameters"]?.texts ?? []) { _, last in last }
            claims = event.context?["authorizer"]?["jwt"]?["claims"]?.ifObject
        }

        /// Paths arrive as they stood in the address, queries decoded.
        init(rest event: GatewayEvent) throws(Problem) {
            method = try (event.root["httpMethod"]?.string).required("httpMethod")
            path = try PercentEncoding.decode(event.root["path"]?.string ?? "/").required("path")
            let single = event.root["queryStringParameters"]?.texts ?? []
            let lists = event.root["multiValueQueryStringParameters"]?.textLists ?? []
            query = QueryParameters(decoded: lists.isEmpty ? single : lists)
            cookies =
                event.headers["cookie"].map { $0.split(separator: ";").map { String($0.drop { $0 == " " }) } } ?? []
            sourceIP = event.context?["identity"]?["sourceIp"]?.string
            var parameters: [String: String] = [:]
            for (name, value) in event.root["pathParameters"]?.texts ?? [] {
                parameters[name] = try PercentEncoding.decode(value).required(name)
            }
            pathParameters = parameters
            claims = event.context?["authorizer"]?["claims"]?.ifObject
        }
    }
}

extension GatewayEvent {
    fileprivate func body(atMost limit: Int) throws(Problem) -> [UInt8] {
        guard let text = root["body"]?.string else { return [] }
        // Base64 is longer than what it stands for, so that what is too long for it need not be decoded to be refused.
        guard text.utf8.count <= limit / 3 * 4 + 4 else { throw .bodyTooLarge(limit: limit) }
        guard root["isBase64Encoded"]?.bool == true else { return try Array(text.utf8).atMost(limit) }
        guard let bytes = Base64.decode(text) else { throw .invalid(field: "body", "is not base64") }
        return try bytes.atMost(limit)
    }
}

extension [UInt8] {
    fileprivate func atMost(_ limit: Int) throws(Problem) -> [UInt8] {
        guard count <= limit else { throw .bodyTooLarge(limit: limit) }
        return self
    }
}

extension Problem {
    fileprivate static func bodyTooLarge(limit: Int) -> Problem {
        Problem(
            .tooLarge, code: "body_too_large",
            Phrase(
                english: "The body is larger than \(limit) bytes.",
                french: "Le corps de la requête dépasse \(limit) octets."),
            details: [Detail(field: "body", problem: "is larger than \(limit) bytes")])
    }
}

extension Optional {
    /// The value, or that the request lacks it or has it in a form that cannot be read.
    fileprivate func required(_ field: String) throws(Problem) -> Wrapped {
        guard let self else { throw .invalid(field: field, "is missing or cannot be read") }
        return self
    }
}

extension QueryParameters {
    fileprivate init(decoded fields: [(key: String, value: String)]) {
        self.init(fields.map { Parameter(name: $0.key, value: $0.value) })
    }
}

extension JSONNode {
    /// The members that are strings, by name.
    fileprivate var texts: [(key: String, value: String)] {
        members.compactMap { member in member.value.string.map { (member.key, $0) } }
    }

    /// The strings of the members that are lists, each with its name.
    fileprivate var textLists: [(key: String, value: String)] {
        members.flatMap { member in
            member.value.elements.compactMap { element in element.string.map { (member.key, $0) } }
        }
    }

    fileprivate var ifObject: JSONNode? {
        kind == .object ? self : nil
    }
}
