public import Loopback
public import Time

/// The settings of a table server.
public struct TableServerOptions: Sendable {
    /// The service's limit for one request.
    static let bodyLimit = 16 * 1024 * 1024

    public var host = "127.0.0.1"
    /// The port; 0 for any free one.
    public var port = 8000
    public var region = "eu-west-1"
    public var signatures = Signatures.wellFormed
    /// Whether each request is logged.
    public var logsRequests = false
    /// The most connections at once.
    public var connections = 4096
    /// The time in which a request must arrive, in seconds.
    public var patience = 30.0
    /// The clock for checking signatures.
    public var now: @Sendable () -> Instant = { Instant.now }
    /// Logs requests and internal errors.
    public var write: @Sendable (String) -> Void = { Diagnostics.write($0) }

    public init() {}
}

/// The service's protocol on a socket.
public final class TableServer: Sendable {
    private let server: LoopbackServer

    /// Listens and serves until it is stopped or released.
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

    /// Stops accepting requests and waits for running ones; returns false if some were cut off.
    @discardableResult
    public func drain(within seconds: Double) -> Bool {
        server.drain(within: seconds)
    }
}
