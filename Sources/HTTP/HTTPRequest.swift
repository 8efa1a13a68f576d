/// One request as it goes on the wire: nothing is added to it but what HTTP itself demands.
public struct HTTPRequest: Equatable, Sendable {
    /// The method as sent.
    public var method: String
    /// Where it goes.
    public var endpoint: Endpoint
    /// The path as sent, percent-encoded already, beginning with `/`.
    public var path: String
    /// The query as sent, percent-encoded already, without its `?`; empty when there is none.
    public var query: String
    /// The headers as sent; the transport adds `Host` where it is missing, and says itself where the body ends.
    public var headers: HTTPHeaders
    /// The bytes behind the head; empty when there are none.
    public var body: [UInt8]

    /// A request of any parts: sending is what checks them, with `invalidRequest` for those that cannot be sent.
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
