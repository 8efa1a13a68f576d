public import Time

/// What Lambda says about one event beside the event itself.
public struct Invocation: Equatable, Sendable {
    /// Lambda's id of this invocation, under which the answer is handed in.
    public let requestID: String
    /// When Lambda will give up waiting for the answer.
    public let deadline: Instant?
    /// Which function, version or alias was invoked.
    public let functionARN: String?
    /// X-Ray's id of the trace, with its parent and whether it is sampled.
    public let traceID: String?
    /// What a mobile client says of itself, as the JSON that Lambda hands on.
    public let clientContext: String?
    /// The Cognito identity that called, as the JSON that Lambda hands on.
    public let cognitoIdentity: String?

    /// An invocation of which Lambda says no more than this.
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
