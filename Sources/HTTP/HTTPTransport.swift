public import Time

/// Something that carries requests: libcurl in a function, a script of canned answers in a test.
public protocol HTTPTransport {
    /// Sends one request and waits for its whole answer, at the latest until `deadline`.
    func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse

    /// Sends all of them, at most `limit` at a time, and answers in their order: one that fails does not stop the rest.
    func sendAll(_ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?) -> [Result<
        HTTPResponse, HTTPError
    >]
}
