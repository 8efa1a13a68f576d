public import Time

/// Lambda's information about one event.
public struct Invocation: Equatable, Sendable {
    /// Lambda's id of this invocation, with which the answer is sent.
    public let requestID: String
    /// The moment at which Lambda stops waiting for the answer.
    public let deadline: Instant?
    /// The function, version or alias that was invoked.
    public let functionARN: String?
    /// X-Ray's id of the trace, with its parent and whether it is sampled.
    public let traceID: String?
    /// A mobile client's description of itself, as JSON from Lambda.
    public let clientContext: String?
    /// The Cognito identity of the caller, as JSON from Lambda.
    public let cognitoIdentity: String?

    /// Creates an invocation from its parts.
    public init(
        requestID: String, deadline: Instant? = nil, functionARN: String? = nil, traceID: String? = nil,
        clientContext: String? = nil, cognitoIdentity: String? = nil
    ) {
        self.requestID = requestID
        self.deadline = deadline
        self.functionARN = functionARN
        self.traceID = traceID
        self.clientContext = clientContext
        self.cognitoIdentity = cognitoIdentity
    }
}
