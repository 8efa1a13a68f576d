/// One request as it goes on the wire: nothing is added to it but what HTTP itself demands.
public struct HTTPRequest: Equatable, Sendable {
    public var method: String
    public var endpoint: Endpoint
    /// The path as sent, percent-encoded already, beginning with `/`.
    public var path: String
    /// The query as sent, percent-encoded already, without its `?`; empty when there is none.
    public var query: String
    public var headers: HTTPHeaders
    public var body: [UInt8]

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

    /// The whole address, as libcurl takes it.
    public var url: String {
        query.isEmpty ? "\(endpoint)\(path)" : "\(endpoint)\(path)?\(query)"
    }
}
