import CCurl
import Time

/// One libcurl handle and the answer that it is receiving.
///
/// The handle is never reset: options common to all requests are set once, the others for each request, and a header
/// list is kept as long as the next request has the same headers.
final class CurlExchange {
    let handle: UnsafeMutableRawPointer
    /// The URL of the request, as parsed by libcurl.
    private let address: OpaquePointer
    /// The text that `address` was parsed from.
    private var url: String?
    private let limits: CurlTransport.Limits
    private let authorities: CertificateAuthorities
    private let receiver: CurlReceiver
    private let message: UnsafeMutablePointer<CChar>
    private var headerList: CurlHeaderList?
    private var customMethod: String?
    private var trusted: Trusted?
    private var isSmallestFileTooSmall = false

    /// The certificates with which the handle verifies servers; a nil file leaves the choice to libcurl.
    private struct Trusted: Equatable {
        let file: String?
    }

    /// Creates an exchange; nil when libcurl can't create a handle.
    init?(limits: CurlTransport.Limits, authorities: CertificateAuthorities) {
        guard let handle = curl_easy_init() else { return nil }
        guard let address = curl_url() else {
            curl_easy_cleanup(handle)
            return nil
        }
        self.handle = handle
        self.address = address
        self.limits = limits
        self.authorities = authorities
        receiver = CurlReceiver(limit: limits.answerBytes)
        message = .allocate(capacity: Int(CURL_ERROR_SIZE))
        message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setWhatAllRequestsShare()
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_url_cleanup(address)
        message.deallocate()
    }

    /// Returns whether a retry can fix this failure, with the exchange prepared for it.
    func beginsAnew(after code: CURLcode) -> Bool {
        guard hasLostCount(code) || trustsMore(after: code) else { return false }
        clearAnswer()
        return true
    }

    /// Returns whether libcurl merely gave up replacing kept connections that had died.
    ///
    /// It counts them over the whole life of a handle instead of per request, so every sixth time it would fail a
    /// request that it had resent the five times before; after giving up it counts from zero.
    private func hasLostCount(_ code: CURLcode) -> Bool {
        code == CURLE_SEND_ERROR && String(cString: message).hasPrefix("Connection died, tried")
    }

    /// Returns whether the short list of roots alone refused the certificate, and switches to the whole bundle if so.
    private func trustsMore(after code: CURLcode) -> Bool {
        guard code == CURLE_PEER_FAILED_VERIFICATION, let file = authorities.file, trusted != Trusted(file: file) else {
            return false
        }
        isSmallestFileTooSmall = true
        trust(file)
        return true
    }

    /// Sets everything but the body.
    func prepare(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) {
        try request.checkSyntax()
        try setTimeouts(by: deadline)
        if request.endpoint.scheme == .https {
            trust(isSmallestFileTooSmall ? authorities.file : authorities.smallestFile(for: request.endpoint.host))
        }
        try setAddress(of: request)
        try setHeaders(of: request)
        setMethod(of: request)
        clearAnswer()
    }

    /// Passes the body to libcurl, by reference (it must outlive the exchange) or as a copy.
    func setBody(_ body: UnsafeRawBufferPointer, of request: HTTPRequest, copied: Bool) {
        guard request.sendsBody else { return }
        _ = curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        let bytes = body.baseAddress ?? UnsafeRawPointer(message)
        _ = curl_set_pointer(handle, copied ? CURLOPT_COPYPOSTFIELDS : CURLOPT_POSTFIELDS, bytes)
    }

    /// Returns the answer.
    ///
    /// - Throws: If there is none, with the reason.
    func finish(_ code: CURLcode) throws(HTTPError) -> HTTPResponse {
        guard code == CURLE_OK else { throw failure(code) }
        guard receiver.isHeadComplete else { throw .interrupted(detail: "the connection ended within the head") }
        var status = 0
        _ = curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return HTTPResponse(status: status, headers: receiver.headers, body: receiver.takeBody())
    }

    private func clearAnswer() {
        receiver.reset()
        message[0] = 0
    }

    private func setWhatAllRequestsShare() {
        let context = Unmanaged.passUnretained(receiver).toOpaque()
        // Otherwise libcurl installs and restores a SIGALRM handler around every call.
        _ = curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        _ = curl_set_long(handle, CURLOPT_TCP_NODELAY, 1)
        _ = curl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
        _ = curl_set_long(handle, CURLOPT_HTTP_VERSION, numericCast(CURL_HTTP_VERSION_1_1))
        _ = curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        _ = curl_set_string(handle, CURLOPT_PROXY, "")
        _ = curl_set_long(handle, CURLOPT_SSLVERSION, numericCast(CURL_SSLVERSION_TLSv1_2))
        _ = curl_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.answerBytes))
        _ = curl_set_pointer(handle, CURLOPT_CURLU, UnsafeRawPointer(address))
        _ = curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
        _ = curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        _ = curl_set_callback(handle, CURLOPT_WRITEFUNCTION, receiveBody)
        _ = curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        _ = curl_set_callback(handle, CURLOPT_HEADERFUNCTION, receiveHeader)
    }

    private func trust(_ file: String?) {
        guard trusted != Trusted(file: file) else { return }
        if let file {
            _ = curl_set_string(handle, CURLOPT_CAINFO, file)
            // Some distributions build a folder into libcurl, which it would trust in addition to the file.
            _ = curl_set_pointer(handle, CURLOPT_CAPATH, nil)
        }
        trusted = Trusted(file: file)
    }

    private func setTimeouts(by deadline: Instant?) throws(HTTPError) {
        var total = limits.totalMilliseconds.map(Self.milliseconds)
        if let deadline {
            let left = Instant.now.milliseconds(until: deadline)
            guard left > 0 else { throw .notConnected(detail: "no time was left before the deadline") }
            total = min(total ?? .max, Self.milliseconds(left))
        }
        _ = curl_set_long(handle, CURLOPT_TIMEOUT_MS, total ?? 0)
        _ = curl_set_long(
            handle, CURLOPT_CONNECTTIMEOUT_MS, min(Self.milliseconds(limits.connectMilliseconds), total ?? .max))
    }

    /// Converts a time-out for libcurl, which reads 0 as no limit and refuses very long ones.
    private static func milliseconds(_ count: Int) -> Int {
        min(max(1, count), Int(Int32.max))
    }

    /// Sets the URL in parsed form: libcurl would reassemble a text from its parts, but leaves a parsed URL as it is.
    ///
    /// It still needs the text for its reports, and for a retry on a new connection.
    private func setAddress(of request: HTTPRequest) throws(HTTPError) {
        let url = request.url
        guard url != self.url else { return }
        // After a failure its contents are undefined.
        self.url = nil
        let code = curl_url_set(address, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS))
        guard code == CURLUE_OK else { throw .invalidRequest(detail: String(cString: curl_url_strerror(code))) }
        _ = curl_set_string(handle, CURLOPT_URL, url)
        self.url = url
    }

    private func setHeaders(of request: HTTPRequest) throws(HTTPError) {
        guard headerList?.headers != request.headers else { return }
        try request.headers.checkSyntax()
        let list = CurlHeaderList(request.headers)
        _ = curl_set_list(handle, CURLOPT_HTTPHEADER, list.first)
        headerList = list
    }

    private func setMethod(of request: HTTPRequest) {
        var custom: String? = request.method
        if request.sendsBody {
            _ = curl_set_long(handle, CURLOPT_POST, 1)
            if request.method == "POST" { custom = nil }
        } else if request.method == "HEAD" {
            _ = curl_set_long(handle, CURLOPT_NOBODY, 1)
            custom = nil
        } else {
            _ = curl_set_long(handle, CURLOPT_HTTPGET, 1)
            if request.method == "GET" { custom = nil }
        }
        guard custom != customMethod else { return }
        if let custom {
            _ = curl_set_string(handle, CURLOPT_CUSTOMREQUEST, custom)
        } else {
            _ = curl_set_pointer(handle, CURLOPT_CUSTOMREQUEST, nil)
        }
        customMethod = custom
    }

    private func failure(_ code: CURLcode) -> HTTPError {
        if let limit = receiver.exceededLimit { return .answerTooLarge(limit: limit) }
        let detail = message[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: message)
        switch code {
        case CURLE_FILESIZE_EXCEEDED:
            return .answerTooLarge(limit: limits.answerBytes)
        case CURLE_OPERATION_TIMEDOUT:
            return hasSent ? .timedOut(detail: detail) : .notConnected(detail: detail)
        case _ where hasSent:
            // This applies to every other code: they are also used for a server that speaks no HTTP, and for a second
            // attempt after a kept connection broke.
            return .interrupted(detail: detail)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
            return .invalidRequest(detail: detail)
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            return .notConnected(detail: detail)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return .notSecure(detail: detail)
        default:
            return .interrupted(detail: detail)
        }
    }

    /// Whether any bytes of the request may have been sent.
    private var hasSent: Bool {
        var bytes = 0
        _ = curl_get_long(handle, CURLINFO_REQUEST_SIZE, &bytes)
        return bytes > 0
    }
}
