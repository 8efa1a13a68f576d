public import Time

/// A way to send requests: libcurl in a function, a script of canned answers in a test.
public protocol HTTPTransport {
    /// Sends one request and waits for the whole answer, until `deadline` at the latest.
    func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse

    /// Sends all requests, at most `limit` at a time, and returns the answers in their order; a failure does not stop
    /// the others.
    func sendAll(_ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?) -> [Result<
        HTTPResponse, HTTPError
    >]
}
