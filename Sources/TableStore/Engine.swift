import CSQLite
internal import Foundation

/// Runs the writes of one transaction after the other on the one connection for writing, and reads beside them.
final class Engine: @unchecked Sendable {
    /// After how many pages the log is copied back into the database, and from how many on readers have to make way.
    private static let (manyPages, tooManyPages) = (4_000, 16_000)

    private let database: Database
    private let connection: Connection
    private let pool: ReaderPool
    private let lag: Int64
    /// Keeps readers and writers apart where they share a connection; a read may contain another one.
    private let turn = NSRecursiveLock()
    private let lock = NSLock()
    private var catalog: Catalog
    /// Held by whoever copies the log back, over a connection of its own.
    private let tidying = NSLock()
    private var copier: Connection?
    private(set) var hasEnqueued = false

    init(_ place: Place, _ durability: Durability, lag: Int64) throws {
        database = try Database(place, durability)
        connection = try database.writer()
        pool = ReaderPool(database)
        self.lag = lag
        catalog = try Catalog(
            from: connection, version: connection.with(.catalogVersion) { try $0.step() ? $0.integer(0) : 0 })
        copier = database.hasFile ? try database.reader() : nil
    }

    /// Of the last transaction; only for whoever has just committed it.
    var loggedPages: Int { connection.loggedPages }

    private var publishedCatalog: Catalog { lock.withLock { catalog } }

    func table(named name: String) -> Table? {
        publishedCatalog.tables[name].map(Table.init)
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

    /// A reader of the state that the first statement finds; definitions are only read if they have just changed.
    private func reader(on connection: Connection) throws -> Reader {
        let version = try connection.with(.catalogVersion) { try $0.step() ? $0.integer(0) : 0 }
        connection.adopt(catalogVersion: version)
        let published = publishedCatalog
        let catalog = published.version == version ? published : try Catalog(from: connection, version: version)
        return Reader(connection, catalog, isLagging: lag > 0)
    }

    /// Runs writes in one transaction, and returns all of them: each knows whether it failed.
    ///
    /// `more` gives those that have come meanwhile, being told how many there are already.
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
                for ticket in next { state = try run(ticket, state, behind: &written) }
                next = more(group.count)
            }
            try save(state.countChanges)
            try connection.run(.commit)
            publish(state.catalog)
        } catch {
            // Nothing of the transaction is left, whoever it was that failed.
            if connection.isInTransaction { try? connection.run(.rollback) }
            if group.isEmpty { group = first }
            for ticket in group { ticket.fail(error) }
        }
        for ticket in group { ticket.dropBody() }
        return group
    }

    /// Runs one write behind those that have written in the same transaction, and adds it to them.
    ///
    /// One that fails when it has written already is undone with all of them, and they are run again. That is rare, as
    /// requests look first and then write; a savepoint for each would cost every one the copies of its pages.
    private func run(_ ticket: Ticket, _ state: WriteState, behind written: inout [Ticket]) throws -> WriteState {
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

    /// A failure such as a full disk may have made SQLite undo all of it by itself, also one that came while reading:
    /// what was written behind it would be kept piece by piece.
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

    /// Whether something was queued since the last time of asking.
    func takeEnqueued() -> Bool {
        lock.withLock {
            defer { hasEnqueued = false }
            return hasEnqueued
        }
    }

    /// Copies the log back into the database once it has become long, while others go on reading and writing.
    ///
    /// As long as somebody reads an older state the log can't begin anew. If that goes on, because one read follows the
    /// other, the next reads wait for a moment.
    func tidyLog(of pages: Int) {
        guard pages > Self.manyPages, tidying.try() else { return }
        defer { tidying.unlock() }
        guard let copier else { return }
        // Most of it beside the writers, then what they have added meanwhile: a log that is copied whole begins anew.
        _ = copier.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        turn.withLock { _ = copier.checkpoint(SQLITE_CHECKPOINT_PASSIVE) }
        guard pages > Self.tooManyPages else { return }
        pool.whileNobodyReads(patience: 0.2) { _ = copier.checkpoint(SQLITE_CHECKPOINT_RESTART) }
    }

    /// Writes and reads must have ended.
    func close() {
        pool.close()
        tidying.withLock {
            copier?.close()
            copier = nil
        }
        turn.withLock {
            if database.hasFile { _ = connection.checkpoint(SQLITE_CHECKPOINT_TRUNCATE) }
            connection.close()
        }
        database.release()
    }
}
