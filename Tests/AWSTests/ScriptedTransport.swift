import HTTP
import Testing
import Time

/// Answers each request with the next line of its script, and keeps what was asked.
final class ScriptedTransport: HTTPTransport {
    private var script: [Result<HTTPResponse, HTTPError>]
    private(set) var requests: [HTTPRequest] = []
    private(set) var deadlines: [Instant?] = []

    init(_ script: [Result<HTTPResponse, HTTPError>]) {
        self.script = script
    }

    func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        requests.append(request)
        deadlines.append(deadline)
        guard !script.isEmpty else {
            Issue.record("a request more than the script has: \(request.url)")
            throw .invalidRequest(detail: "not in the script")
        }
        return try script.removeFirst().get()
    }

    func sendAll(_ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?) -> [Result<
        HTTPResponse, HTTPError
    >] {
        requests.map { request in
            Result { () throws(HTTPError) in try send(request, by: deadline) }
        }
    }
}

extension Result<HTTPResponse, HTTPError> {
    /// What an agent answers: a key's id, and a secret and a token made from it.
    static func answer(_ keyID: String, expiring expiresAt: Instant) -> Self {
        body(
            #"{"RoleArn":"arn","AccessKeyId":"\#(keyID)","SecretAccessKey":"secret of \#(keyID)","#
                + #""Token":"token of \#(keyID)","Expiration":"\#(expiresAt.iso8601)"}"#)
    }

    static func body(_ text: String) -> Self {
        .success(HTTPResponse(status: 200, body: Array(text.utf8)))
    }
}
