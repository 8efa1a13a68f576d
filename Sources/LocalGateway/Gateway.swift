import Foundation
import Loopback
import TableStore
import Template
import TokenIssuer

/// The whole system in one process and its children.
final class Gateway: Sendable {
    let port: Int
    let stack: LocalStack
    let tables: any TableHouse
    let ses: LocalSES
    private let server: LoopbackServer
    private let lock: FileLock
    private let pools: [FunctionPool]
    private let sources: EventSources
    private let chores: Repetition

    /// Starts everything; missing prerequisites are reported before anything listens.
    init(_ options: GatewayOptions, _ journal: Journal) throws(GatewayError) {
        var options = options
        try Self.makeFolder(options.data)
        lock = try Self.lock(options.data)
        let key = try KeyFile(folder: options.data).key()
        let listener = try Listener(host: options.host, port: options.port, journal)
        options.port = listener.server.port
        port = options.port
        let template = options.template
        let watch = TemplateWatch(path: template)
        let stack = try LocalStack(options)
        self.stack = stack
        try Self.checkExecutables(stack, options)
        let plans = try EventPlans(stack.stack.functions, data: options.data)
        let changes = ChangeSignal()
        tables = try Self.tables(stack, options, changes, journal)
        ses = try LocalSES(folder: options.data + "/mail", port: options.sesPort, journal)
        let shared = tables.settings.merging(["SES_ENDPOINT": ses.address]) { _, ours in ours }
        let pools = Self.pools(stack, options, shared, journal)
        self.pools = Array(pools.values)
        let endpoint = try GatewayEndpoint(stack, key, pools, options, journal)
        server = listener.server
        sources = try EventSources(
            plans, pools, StreamsPlace(tables), data: options.data, changes, signalsChanges: tables.signalsChanges,
            journal)
        let pages = LocalPages(Self.status(stack, options, pools, tables, ses, sources), ses)
        sources.begin()
        listener.begin { pages.answer($0) ?? endpoint.answer($0) }
        let idle = Double(options.idle)
        chores = Repetition(every: min(10, idle)) {
            for pool in pools.values { pool.endIdle(after: idle) }
            if watch.hasChanged() { journal.note("\(template) has changed; the change applies from the next start on") }
        }
    }

    /// Finishes running requests and stops everything that was started.
    func stop() {
        server.drain(within: 5)
        chores.stop()
        sources.stop(within: 5)
        for pool in pools { pool.close() }
        ses.close()
        tables.close()
        lock.release()
    }

    /// Kills the functions without waiting for anything else, which the tables' file survives.
    func abandon() {
        for pool in pools { pool.kill() }
    }

    private static func status(
        _ stack: LocalStack, _ options: GatewayOptions, _ pools: [String: FunctionPool], _ tables: any TableHouse,
        _ ses: LocalSES, _ sources: EventSources
    ) -> StatusPage {
        let pools = stack.stack.functions.compactMap { pools[$0.logicalID] }
        return StatusPage(
            sections: [
                { .functions(pools) }, { .routes(stack.routes) }, { .tables(tables) }, { .mail(ses) },
                { .streams(sources.streams) }, { .schedules(sources.schedules) },
            ],
            commands: options.commands("http://127.0.0.1:\(options.port)"))
    }

    private static func makeFolder(_ path: String) throws(GatewayError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw GatewayError("the folder \(path) cannot be made; another one is chosen with DATA=…")
        }
    }

    /// Locks the folder, since two gateways in it would not know of each other.
    private static func lock(_ folder: String) throws(GatewayError) -> FileLock {
        do throws(StoreError) {
            return try FileLock(for: folder + "/gateway")
        } catch {
            throw GatewayError("the folder \(folder): \(error); another one is chosen with DATA=…")
        }
    }

    private static func tables(
        _ stack: LocalStack, _ options: GatewayOptions, _ changes: ChangeSignal, _ journal: Journal
    ) throws(GatewayError) -> any TableHouse {
        if let endpoint = options.endpoint { return try OtherTables(at: endpoint, stack.tables) }
        return try EmbeddedTable(
            file: options.data + "/table.sqlite", port: options.tablePort, region: LocalStack.region,
            tables: stack.tables, hasConflicts: options.hasConflicts, changes, journal)
    }

    private static func checkExecutables(_ stack: LocalStack, _ options: GatewayOptions) throws(GatewayError) {
        for function in stack.stack.functions {
            let path = "\(options.functions)/\(function.logicalID)"
            guard Executable(at: path) != nil else {
                throw GatewayError("\(path) is not there or can't be run: `make build` makes it")
            }
        }
    }

    private static func pools(
        _ stack: LocalStack, _ options: GatewayOptions, _ shared: [String: String], _ journal: Journal
    ) -> [String: FunctionPool] {
        let folder = URL(fileURLWithPath: options.functions).path
        return Dictionary(
            stack.stack.functions.map { function in
                let plan = FunctionPlan(function, folder: folder, shared: shared)
                return (function.logicalID, FunctionPool(plan, limit: options.concurrency, journal))
            }
        ) { first, _ in first }
    }
}
