/// One request exactly as sent: only what HTTP itself requires is added.
public struct HTTPRequest: Equatable, Sendable {
    /// The method.
    public var method: String
    /// The server to send it to.
    public var endpoint: Endpoint
    /// The path, already percent-encoded, beginning with `/`.
    public var path: String
    /// The query, already percent-encoded, without its `?`; empty when there is none.
    public var query: String
    /// The headers; the transport adds `Host` if it is missing, and marks the end of the body itself.
    public var headers: HTTPHeaders
    /// The bytes of the body; may be empty.
    public var body: [UInt8]

    /// Creates a request from any parts; sending one that is not valid throws `invalidRequest`.
    public init(
        _ method: String, _ endpoint: Endpoint, path: String = "/", query: String = "", headers: HTTPHeaders = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.endpoint = endpoint
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The complete URL, in libcurl's form.
    public var url: String {
        var url = endpoint.description
        url.reserveCapacity(url.utf8.count + path.utf8.count + query.utf8.count + 1)
        url += path
        if !query.isEmpty {
            url += "?"
            url += query
        }
        return url
    }
}
