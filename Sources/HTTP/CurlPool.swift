import CCurl
import Time

/// Several concurrent exchanges on one thread: libcurl's multi handle and the easy handles used so far.
final class CurlPool {
    private let multi: UnsafeMutableRawPointer
    private let limits: CurlTransport.Limits
    private let authorities: CertificateAuthorities
    private var idle: [CurlExchange] = []
    private var busy: [UnsafeMutableRawPointer: (exchange: CurlExchange, index: Int)] = [:]

    /// Creates a pool; nil when libcurl can't create a handle.
    init?(limits: CurlTransport.Limits, authorities: CertificateAuthorities) {
        guard let multi = curl_multi_init() else { return nil }
        self.multi = multi
        self.limits = limits
        self.authorities = authorities
    }

    deinit {
        for handle in busy.keys { curl_multi_remove_handle(multi, handle) }
        // libcurl requires that the easy handles are removed first.
        busy = [:]
        idle = []
        curl_multi_cleanup(multi)
    }

    /// Sends all requests, at most `limit` at a time, and returns the answers in their order.
    func perform(
        _ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?
    ) -> [Result<HTTPResponse, HTTPError>] {
        let unanswered = Result<HTTPResponse, HTTPError>.failure(.interrupted(detail: "libcurl gave no answer"))
        var answers = Array(repeating: unanswered, count: requests.count)
        // Keep as many connections as were used; libcurl would otherwise close some when the last exchanges end.
        _ = curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, min(limit, 1_000))
        var next = 0
        while next < requests.count || !busy.isEmpty {
            while next < requests.count, busy.count < limit {
                if let refused = start(requests[next], at: next, by: deadline) { answers[next] = .failure(refused) }
                next += 1
            }
            guard advance() else { break }
            // When an exchange has ended, the next one can start at once, without waiting.
            if !collect(into: &answers), !busy.isEmpty, !waitForMore() { break }
        }
        stopTheRest()
        return answers
    }

    /// Begins one exchange, or returns the reason why it can't.
    private func start(_ request: HTTPRequest, at index: Int, by deadline: Instant?) -> HTTPError? {
        guard let exchange = idle.popLast() ?? CurlExchange(limits: limits, authorities: authorities) else {
            return .notConnected(detail: "libcurl could not be set up")
        }
        do throws(HTTPError) {
            try exchange.prepare(request, by: deadline)
        } catch {
            idle.append(exchange)
            return error
        }
        request.body.withUnsafeBytes { exchange.setBody($0, of: request, copied: true) }
        guard curl_multi_add_handle(multi, exchange.handle) == CURLM_OK else {
            return .notConnected(detail: "libcurl could not begin")
        }
        busy[exchange.handle] = (exchange, index)
        return nil
    }

    /// Lets libcurl do what it can without waiting; returns false if it can't continue.
    private func advance() -> Bool {
        var running: Int32 = 0
        return curl_multi_perform(multi, &running) == CURLM_OK
    }

    private func waitForMore() -> Bool {
        curl_multi_poll(multi, nil, 0, 1_000, nil) == CURLM_OK
    }

    /// Collects the finished answers; returns false if there were none.
    private func collect(into answers: inout [Result<HTTPResponse, HTTPError>]) -> Bool {
        var hasCollected = false
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let (exchange, index) = busy[handle]
            else { continue }
            hasCollected = true
            let code = curl_message_result(message)
            curl_multi_remove_handle(multi, handle)
            if exchange.beginsAnew(after: code), curl_multi_add_handle(multi, handle) == CURLM_OK { continue }
            busy[handle] = nil
            do throws(HTTPError) {
                answers[index] = .success(try exchange.finish(code))
            } catch {
                answers[index] = .failure(error)
            }
            idle.append(exchange)
        }
        return hasCollected
    }

    private func stopTheRest() {
        for handle in busy.keys { curl_multi_remove_handle(multi, handle) }
        busy = [:]
    }
}
