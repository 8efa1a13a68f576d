/// A loopback server's address and limits.
public struct LoopbackOptions: Sendable {
    /// An address of this machine, or a name that resolves to one.
    public var host = "127.0.0.1"
    /// The port; 0 for any free one.
    public var port = 0
    /// The most connections at once; further clients get status 503.
    ///
    /// The limit is lower if the process can't open that many files.
    public var connections = 4096
    /// The time limit in seconds for a request to arrive, and for an answer to be read.
    public var patience = 30.0
    /// The time limit in seconds for a request's head, if less than `patience`.
    public var headPatience = 10.0
    /// The time limit in seconds for the next or first request to begin; nil for none.
    public var idlePatience: Double? = 60
    /// The maximum size of a request's first line and headers, in bytes.
    public var headLimit = 64 * 1024
    /// The maximum number of headers.
    public var fieldLimit = 128
    /// The maximum size of a request's body, in bytes.
    public var bodyLimit = 50 * 1024 * 1024
    /// The maximum size in bytes of all connections' bodies together, until their requests are answered.
    ///
    /// A body beyond it is read and discarded, and its request answered with status 503 and `Retry-After`.
    public var totalBodyLimit = 64 * 1024 * 1024
    /// Whether an HTTP/1.1 request without `Host` is refused, as the standard requires.
    public var requiresHost = false
    /// Returns the answer to a request that is invalid or too large, or exceeds the limit of connections.
    public var refusal: @Sendable (_ status: Int) -> LoopbackAnswer = { LoopbackAnswer(status: $0) }

    public init() {}

    /// The answer to a client whose request finds no room.
    var busyAnswer: LoopbackAnswer {
        var answer = refusal(503)
        answer.headers.append(("Retry-After", "1"))
        return answer
    }
}
