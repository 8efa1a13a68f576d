import CCurl
public import Time

/// The transport used by functions: libcurl, with its handles and connections kept from one request to the next.
///
/// Redirects are not followed, proxies named in the environment are not used, certificates are always verified. When a
/// kept connection turns out to be closed before a byte of the answer came, libcurl sends the request once more on a
/// new one, whatever its method: a request that must not be executed twice needs a token or a condition.
public final class CurlTransport: HTTPTransport {
    /// The limits of each exchange.
    public struct Limits: Sendable {
        /// The time for making a connection, including name resolution and TLS.
        public var connectMilliseconds: Int
        /// The time for a whole exchange; nil means no limit.
        public var totalMilliseconds: Int?
        /// The maximum number of bytes in an answer's body.
        public var answerBytes: Int

        /// Creates limits; the defaults suit a call to a service nearby.
        public init(connectMilliseconds: Int = 3_000, totalMilliseconds: Int? = 10_000, answerBytes: Int = 32 << 20) {
            self.connectMilliseconds = connectMilliseconds
            self.totalMilliseconds = totalMilliseconds
            self.answerBytes = answerBytes
        }
    }

    private let limits: Limits
    private let authorities: CertificateAuthorities
    private var single: CurlExchange?
    private var pool: CurlPool?

    /// Creates a transport without connections: the first request makes one.
    public init(limits: Limits = Limits(), authorities: CertificateAuthorities = .ofTheSystem) {
        self.limits = limits
        self.authorities = authorities
    }

    public func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        if single == nil { single = CurlExchange(limits: limits, authorities: authorities) }
        guard let single else { throw .notConnected(detail: "libcurl could not be set up") }
        try single.prepare(request, by: deadline)
        let code = request.body.withUnsafeBytes { body in
            single.setBody(body, of: request, copied: false)
            let code = curl_easy_perform(single.handle)
            return single.beginsAnew(after: code) ? curl_easy_perform(single.handle) : code
        }
        return try single.finish(code)
    }

    public func sendAll(
        _ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?
    ) -> [Result<HTTPResponse, HTTPError>] {
        if pool == nil { pool = CurlPool(limits: limits, authorities: authorities) }
        guard let pool else {
            return requests.map { _ in .failure(.notConnected(detail: "libcurl could not be set up")) }
        }
        return pool.perform(requests, atOnce: max(1, limit), by: deadline)
    }
}
