public import Loopback
public import Time

/// Where a table server listens, whom it serves, and what it tells.
public struct TableServerOptions: Sendable {
    /// As much as the service takes in one request.
    static let bodyLimit = 16 * 1024 * 1024

    public var host = "127.0.0.1"
    /// 0 for one that is free.
    public var port = 8000
    public var region = "eu-west-1"
    public var signatures = Signatures.wellFormed
    /// Whether each request is written down.
    public var logsRequests = false
    /// How many clients are served at once.
    public var connections = 4096
    /// The seconds in which a request must come.
    public var patience = 30.0
    /// The clock that signatures are judged by.
    public var now: @Sendable () -> Instant = { Instant.now }
    /// Takes the lines about requests, and about what went wrong inside.
    public var write: @Sendable (String) -> Void = { Diagnostics.write($0) }

    public init() {}
}

/// The service's protocol on a socket.
public final class TableServer: Sendable {
    private let server: LoopbackServer

    /// Listens, and serves until it drains or is let go of.
    public init(
        _ options: TableServerOptions, operations: any TableOperations
    ) throws(LoopbackServer.CannotListen) {
        var loopback = LoopbackOptions()
        loopback.host = options.host
        loopback.port = options.port
        loopback.connections = options.connections
        loopback.patience = options.patience
        loopback.bodyLimit = TableServerOptions.bodyLimit
        loopback.requiresHost = true
        loopback.refusal = { TableEndpoint.refusal($0) }
        let endpoint = TableEndpoint(options, operations)
        server = try LoopbackServer(loopback, answering: { endpoint.answer($0) })
    }

    public var port: Int { server.port }

    /// Takes nothing more, and waits until the requests in work are answered; false when some were cut off.
    @discardableResult
    public func drain(within seconds: Double) -> Bool {
        server.drain(within: seconds)
    }
}
