/// The reason why no answer came; `detail` has the message of the layer below, for the log.
public enum HTTPError: Error, Equatable, Sendable {
    /// The request can't be sent as it is.
    case invalidRequest(detail: String)
    /// No server was reached: the name is unknown, or the connection was refused or not made in time. No server saw the
    /// request.
    case notConnected(detail: String)
    /// The server's certificate is not trusted, or no secure connection was made. The server saw nothing.
    case notSecure(detail: String)
    /// Time ran out after the request may have reached the server.
    case timedOut(detail: String)
    /// The connection broke, or the answer was not HTTP, after the request may have reached the server.
    case interrupted(detail: String)
    /// The answer is longer than the transport accepts.
    case answerTooLarge(limit: Int)
}

extension HTTPError {
    /// Whether the server certainly never acted on the request.
    public var isBeforeSending: Bool {
        switch self {
        case .invalidRequest, .notConnected, .notSecure: true
        case .timedOut, .interrupted, .answerTooLarge: false
        }
    }
}

extension HTTPError: CustomStringConvertible {
    /// A description for the log.
    public var description: String {
        switch self {
        case .invalidRequest(let detail): "the request cannot be sent: \(detail)"
        case .notConnected(let detail): "no connection: \(detail)"
        case .notSecure(let detail): "no secure connection: \(detail)"
        case .timedOut(let detail): "no answer in time: \(detail)"
        case .interrupted(let detail): "the exchange broke off: \(detail)"
        case .answerTooLarge(let limit): "the answer has more than \(limit) bytes"
        }
    }
}
