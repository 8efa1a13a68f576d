public import Time

/// What Lambda says about one event beside the event itself.
public struct Invocation: Equatable, Sendable {
    /// Lambda's id of this invocation, under which the answer is handed in.
    public let requestID: String
    /// When Lambda will give up waiting for the answer.
    public let deadline: Instant?
    /// X-Ray's id of the trace, with its parent and whether it is sampled.
    public let traceID: String?

    /// An invocation of which Lambda says no more than this.
    public init(requestID: String, deadline: Instant? = nil, traceID: String? = nil) {
        self.requestID = requestID
        self.deadline = deadline
        self.traceID = traceID
    }
}
