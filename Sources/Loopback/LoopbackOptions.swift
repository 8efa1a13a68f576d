/// Where a loopback server listens, and what it bears from its clients.
public struct LoopbackOptions: Sendable {
    /// An address of this machine, or a name that stands for one.
    public var host = "127.0.0.1"
    /// 0 for one that is free.
    public var port = 0
    /// How many clients are served at once: who comes beyond them is told so, with status 503.
    ///
    /// They are fewer where the process may not open that many files.
    public var connections = 4096
    /// The seconds in which a request must come, and in which an answer must be taken.
    public var patience = 30.0
    /// The seconds in which a request's head must come, where that is less than `patience`.
    public var headPatience = 10.0
    /// The seconds in which the next request must begin, or the first one; nil for clients that may take any time.
    public var idlePatience: Double? = 60
    /// How many bytes a request's first line and headers may have.
    public var headLimit = 64 * 1024
    /// How many headers a request may have.
    public var fieldLimit = 128
    /// How many bytes a request's body may have.
    public var bodyLimit = 50 * 1024 * 1024
    /// How many bytes the bodies of all connections may have together, until their requests are answered.
    ///
    /// A body beyond them is read and thrown away; its request is answered with status 503 and `Retry-After`.
    public var totalBodyLimit = 64 * 1024 * 1024
    /// Whether a request of HTTP/1.1 without `Host` is refused, as the standard has it.
    public var requiresHost = false
    /// What a client is told whose request is none or too large, or who comes beyond the bound of connections.
    public var refusal: @Sendable (_ status: Int) -> LoopbackAnswer = { LoopbackAnswer(status: $0) }

    public init() {}

    /// What a client is told who comes while others take up everything.
    var busyAnswer: LoopbackAnswer {
        var answer = refusal(503)
        answer.headers.append(("Retry-After", "1"))
        return answer
    }
}
