import Foundation
import Loopback
import Template
import TokenIssuer

/// The whole system in one process and its children.
final class Gateway: Sendable {
    let port: Int
    let tablePort: Int
    let sesAddress: String
    let stack: LocalStack
    private let server: LoopbackServer
    private let table: EmbeddedTable
    private let mailroom: Mailroom
    private let pools: [FunctionPool]
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
        table = try EmbeddedTable(
            file: options.data + "/table.sqlite", port: options.tablePort, region: LocalStack.region,
            tables: stack.tables, journal)
        tablePort = table.port
        mailroom = try Mailroom(folder: options.data + "/mail", port: options.sesPort, journal)
        sesAddress = mailroom.address
        let pools = Self.pools(stack, options, tablePort: table.port, sesAddress: sesAddress, journal)
        self.pools = Array(pools.values)
        let endpoint = try GatewayEndpoint(stack, key, pools, port: port, journal)
        server = listener.server
        let pages = LocalPages(Self.status(stack, options, pools, table, mailroom), mailroom)
        listener.begin { pages.answer($0) ?? endpoint.answer($0) }
        let idle = Double(options.idle)
        chores = Repetition(every: min(10, idle)) { for pool in pools.values { pool.endIdle(after: idle) } }
    }

    /// Answers what is in work, and ends everything that was started.
    func stop() {
        server.drain(within: 5)
        chores.stop()
        for pool in pools { pool.close() }
        mailroom.close()
        table.close()
    }

    private static func status(
        _ stack: LocalStack, _ options: GatewayOptions, _ pools: [String: FunctionPool], _ table: EmbeddedTable,
        _ mailroom: Mailroom
    ) -> StatusPage {
        let pools = stack.stack.functions.compactMap { pools[$0.logicalID] }
        return StatusPage(
            sections: [
                { .functions(pools) }, { .routes(stack.routes) }, { .tables(table) }, { .mail(mailroom) },
            ],
            commands: options.commands("http://127.0.0.1:\(options.port)"))
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
        _ stack: LocalStack, _ options: GatewayOptions, tablePort: Int, sesAddress: String, _ journal: Journal
    ) -> [String: FunctionPool] {
        let shared = [
            "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local",
            "AWS_DEFAULT_REGION": LocalStack.region, "AWS_REGION": LocalStack.region,
            "DYNAMODB_ENDPOINT": "http://127.0.0.1:\(tablePort)",
            "SES_ENDPOINT": sesAddress,
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
