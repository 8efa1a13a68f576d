import Foundation
import Loopback
import Template
import TokenIssuer

/// The whole system in one process and its children.
final class Gateway: Sendable {
    let port: Int
    let tablePort: Int
    let stack: LocalStack
    private let server: LoopbackServer
    private let table: EmbeddedTable
    private let pools: [FunctionPool]
    private let sources: EventSources
    private let chores: Repetition

    /// Starts everything; whatever is missing is said before anything listens.
    init(_ options: GatewayOptions, _ journal: Journal) throws(GatewayError) {
        var options = options
        try Self.makeFolder(options.data)
        let key = try KeyFile(folder: options.data).key()
        let listener = try Listener(options.port)
        options.port = listener.server.port
        port = options.port
        let stack = try LocalStack(options)
        self.stack = stack
        try Self.checkExecutables(stack, options)
        let plans = try EventPlans(stack.stack.functions, data: options.data)
        let bell = Doorbell()
        table = try EmbeddedTable(
            file: options.data + "/table.sqlite", port: options.tablePort, region: LocalStack.region,
            tables: stack.tables, bell, journal)
        tablePort = table.port
        let pools = Self.pools(stack, options, tablePort: table.port, journal)
        self.pools = Array(pools.values)
        let endpoint = try GatewayEndpoint(stack, key, pools, port: port, journal)
        sources = try EventSources(
            plans, pools, .local(port: table.port), data: options.data, bell, isRinging: true, journal)
        server = listener.server
        sources.begin()
        listener.begin { endpoint.answer($0) }
        let idle = Double(options.idle)
        chores = Repetition(every: min(10, idle)) { for pool in pools.values { pool.endIdle(after: idle) } }
    }

    /// Answers what is in work, and ends everything that was started.
    func stop() {
        server.drain(within: 5)
        chores.stop()
        sources.stop(within: 5)
        for pool in pools { pool.close() }
        table.close()
    }

    private static func makeFolder(_ path: String) throws(GatewayError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw GatewayError("the folder \(path) cannot be made")
        }
    }

    private static func checkExecutables(_ stack: LocalStack, _ options: GatewayOptions) throws(GatewayError) {
        for function in stack.stack.functions {
            let path = "\(options.functions)/\(function.logicalID)"
            guard Executable(at: path) != nil else {
                throw GatewayError("\(path) is not there or can't be run: `swift build` makes it")
            }
        }
    }

    private static func pools(
        _ stack: LocalStack, _ options: GatewayOptions, tablePort: Int, _ journal: Journal
    ) -> [String: FunctionPool] {
        let shared = [
            "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local",
            "AWS_DEFAULT_REGION": LocalStack.region, "AWS_REGION": LocalStack.region,
            "DYNAMODB_ENDPOINT": "http://127.0.0.1:\(tablePort)",
        ]
        let folder = URL(fileURLWithPath: options.functions).path
        return Dictionary(
            stack.stack.functions.map { function in
                let plan = FunctionPlan(function, folder: folder, shared: shared)
                return (function.logicalID, FunctionPool(plan, limit: options.concurrency, journal))
            }
        ) { first, _ in first }
    }
}
