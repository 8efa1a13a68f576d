import CSQLite
internal import Foundation

/// Runs write transactions one at a time on a single connection, and reads beside them.
final class Engine: @unchecked Sendable {
    /// The log sizes in pages at which it is copied back into the database, and at which readers have to wait for that.
    private static let (manyPages, tooManyPages) = (4_000, 16_000)

    private let database: Database
    private let connection: Connection
    private let pool: ReaderPool
    private let lag: Int64
    /// Separates readers and writers that share a connection; recursive because reads may nest.
    private let turn = NSRecursiveLock()
    private let lock = NSLock()
    private var catalog: Catalog
    /// Held while the log is copied back over a connection of its own.
    private let checkpointing = NSLock()
    private var checkpointer: Connection?
    private(set) var hasEnqueued = false

    init(_ place: Place, _ durability: Durability, lag: Int64) throws {
        database = try Database(place, durability)
        connection = try database.writer()
        pool = ReaderPool(database)
        self.lag = lag
        catalog = try Catalog(
            from: connection, version: connection.with(.catalogVersion) { try $0.step() ? $0.integer(0) : 0 })
        checkpointer = database.hasFile ? try database.reader() : nil
    }

    /// The number of pages after the last transaction; valid only for the thread that committed it.
    var loggedPages: Int { connection.loggedPages }

    private var publishedCatalog: Catalog { lock.withLock { catalog } }

    func table(named name: String) -> StoredTable? {
        publishedCatalog.tables[name].map(StoredTable.init)
    }

    func read<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        guard database.hasFile else {
            return try turn.withLock {
                guard !connection.isClosed else { throw StoreError("the store is closed") }
                return try body(Reader(connection, publishedCatalog, isLagging: lag > 0))
            }
        }
        return try pool.with { connection in
            try connection.run(.begin)
            defer { try? connection.run(.commit) }
            return try body(reader(on: connection))
        }
    }

    /// Returns a reader of the state that its first statement sees; definitions are read again only if they changed.
    private func reader(on connection: Connection) throws -> Reader {
        let version = try connection.with(.catalogVersion) { try $0.step() ? $0.integer(0) : 0 }
        connection.adopt(catalogVersion: version)
        let published = publishedCatalog
        let catalog = published.version == version ? published : try Catalog(from: connection, version: version)
        return Reader(connection, catalog, isLagging: lag > 0)
    }

    /// Runs writes in one transaction and returns all of them, each with its result.
    ///
    /// `more` takes the number of writes so far and returns those that have arrived meanwhile.
    func commit(_ first: [Ticket], more: (Int) -> [Ticket]) -> [Ticket] {
        turn.lock()
        defer { turn.unlock() }
        var group: [Ticket] = []
        do {
            try connection.run(.beginImmediate)
            var state = WriteState(catalog: publishedCatalog)
            var written: [Ticket] = []
            var next = first
            while !next.isEmpty {
                group += next
                for ticket in next { state = try run(ticket, state, after: &written) }
                next = more(group.count)
            }
            try save(state.countChanges)
            try connection.run(.commit)
            publish(state.catalog)
        } catch {
            // Leave nothing of the transaction, whichever part failed.
            if connection.isInTransaction { try? connection.run(.rollback) }
            if group.isEmpty { group = first }
            for ticket in group { ticket.fail(error) }
        }
        for ticket in group { ticket.dropBody() }
        return group
    }

    /// Runs one write after the others in the same transaction, and appends it to them.
    ///
    /// If it fails after it has written, the whole transaction is rolled back and the others are run again. That is
    /// rare, because requests look first and then write; a savepoint for each write would cost each one the copies of
    /// its pages.
    private func run(_ ticket: Ticket, _ state: WriteState, after written: inout [Ticket]) throws -> WriteState {
        let writer = Writer(connection, state, now: ticket.now, lag: lag)
        do {
            try ticket.run(writer)
        } catch {
            ticket.fail(error)
            try requireTransaction()
            return writer.hasWritten ? try runAgain(written) : state
        }
        try requireTransaction()
        if writer.hasWritten { written.append(ticket) }
        if writer.hasEnqueued { lock.withLock { hasEnqueued = true } }
        return writer.state
    }

    private func runAgain(_ tickets: [Ticket]) throws -> WriteState {
        try connection.run(.rollback)
        try connection.run(.beginImmediate)
        var state = WriteState(catalog: publishedCatalog)
        for ticket in tickets {
            let writer = Writer(connection, state, now: ticket.now, lag: lag)
            try ticket.run(writer)
            state = writer.state
        }
        return state
    }

    /// Throws if SQLite has rolled back the transaction by itself.
    ///
    /// A failure such as a full disk can cause that even during a read; later writes would then be committed one by
    /// one.
    private func requireTransaction() throws(StoreError) {
        guard connection.isInTransaction else { throw StoreError("the store failed: the transaction was undone") }
    }

    private func save(_ changes: [Int64: ItemCounts]) throws {
        for (number, change) in changes where change.items != 0 || change.bytes != 0 {
            try connection.with(.addCounts) { statement in
                statement.bind(1, number)
                statement.bind(2, change.items)
                statement.bind(3, change.bytes)
                try statement.run()
            }
        }
    }

    private func publish(_ catalog: Catalog) {
        connection.adopt(catalogVersion: catalog.version)
        lock.withLock { self.catalog = catalog }
    }

    /// Returns whether anything was queued since the last call.
    func takeEnqueued() -> Bool {
        lock.withLock {
            defer { hasEnqueued = false }
            return hasEnqueued
        }
    }

    /// Copies a long log back into the database while others keep reading and writing.
    ///
    /// The log can't restart while an older state is being read. If overlapping reads keep it from restarting, new
    /// reads wait for a moment.
    func checkpointLog(of pages: Int) {
        guard pages > Self.manyPages, checkpointing.try() else { return }
        defer { checkpointing.unlock() }
        guard let checkpointer else { return }
        // Copy most of it beside the writers, then what they added: only a log that is copied completely restarts.
        _ = checkpointer.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        turn.withLock { _ = checkpointer.checkpoint(SQLITE_CHECKPOINT_PASSIVE) }
        guard pages > Self.tooManyPages else { return }
        pool.whileNobodyReads(patience: 0.2) { _ = checkpointer.checkpoint(SQLITE_CHECKPOINT_RESTART) }
    }

    /// Closes the connections; all reads and writes must have ended.
    func close() {
        pool.close()
        checkpointing.withLock {
            checkpointer?.close()
            checkpointer = nil
        }
        turn.withLock {
            if database.hasFile { _ = connection.checkpoint(SQLITE_CHECKPOINT_TRUNCATE) }
            connection.close()
        }
        database.release()
    }
}
