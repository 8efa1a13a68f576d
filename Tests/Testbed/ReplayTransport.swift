public import HTTP
import Testing
public import Time

/// A transport that answers from a script and records the requests.
///
/// A request beyond the script is recorded as an issue of the test, and fails like a refused connection.
public final class ReplayTransport: SerialTransport {
    public typealias Answer = Result<HTTPResponse, HTTPError>

    private var script: [Answer]
    public private(set) var requests: [HTTPRequest] = []
    /// The deadline of each request.
    public private(set) var deadlines: [Instant?] = []

    public init(_ script: [Answer]) {
        self.script = script
    }

    /// Creates a transport with these answers, each a status and a body.
    public convenience init(_ answers: (status: Int, body: String)...) {
        self.init(answering: answers)
    }

    /// Creates a transport with these answers, each a status and a body.
    public convenience init(answering answers: [(status: Int, body: String)]) {
        self.init(answers.map { .success(HTTPResponse(status: $0.status, body: Array($0.body.utf8))) })
    }

    /// The body of each request, as text.
    public var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

    /// Whether all answers have been used.
    public var isFinished: Bool { script.isEmpty }

    public func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        requests.append(request)
        deadlines.append(deadline)
        guard !script.isEmpty else {
            Issue.record("an unexpected request: \(request.method) \(request.url)")
            throw .notConnected(detail: "the script is at its end")
        }
        return try script.removeFirst().get()
    }
}
