import CSQLite

/// A database connection and its prepared statements; used by one thread at a time.
final class Connection: @unchecked Sendable {
    let handle: OpaquePointer
    /// Statements that are not being stepped through.
    private var idle: [StatementKey: Statement] = [:]
    /// The catalog version the statements belong to; later tables have none yet, and deleted ones leave stale ones.
    private var catalogVersion: Int64 = 0
    private(set) var isClosed = false
    /// The number of pages in the log after the last commit on this connection.
    private let logPages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init(path: String, flags: Int32) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let reason = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            throw StoreError("\(path) can't be opened: \(reason)")
        }
        self.handle = handle
        logPages.initialize(to: 0)
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit {
        close()
        logPages.deallocate()
    }

    /// Closes the connection, which can't be used afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        idle = [:]
        sqlite3_close_v2(handle)
    }

    var loggedPages: Int { Int(logPages.pointee) }
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Leaves checkpoints to the caller, and counts the pages in the log.
    func countLoggedPages() {
        let count: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            context, _, _, pages in
            context?.assumingMemoryBound(to: Int32.self).pointee = pages
            return SQLITE_OK
        }
        sqlite3_wal_hook(handle, count, logPages)
    }

    /// Copies the log back into the database; returns whether all of it was copied.
    func checkpoint(_ mode: Int32) -> Bool {
        var logged: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &logged, &copied)
        guard code == SQLITE_OK, logged == copied else { return false }
        if mode != SQLITE_CHECKPOINT_PASSIVE { logPages.pointee = 0 }
        return true
    }

    /// Runs statements that are not worth caching.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// Runs a statement and returns the first value of its first row, or 0.
    func integer(_ sql: String) throws(StoreError) -> Int64 {
        let statement = try Statement(sql, on: self)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Lends a cached statement, which is prepared on first use.
    func with<Result>(_ sql: SQL, _ number: Int64 = 0, _ body: (Statement) throws -> Result) throws -> Result {
        let key = StatementKey(sql: sql, number: number)
        // In a nested visit, the outer visit keeps the statement it is stepping through.
        let statement = try idle.removeValue(forKey: key) ?? Statement(sql.text(number), on: self)
        defer {
            statement.reset()
            idle[key] = statement
        }
        return try body(statement)
    }

    /// Runs a statement without parameters or results.
    func run(_ sql: SQL) throws(StoreError) {
        do {
            try with(sql) { _ = try $0.step() }
        } catch {
            throw error as? StoreError ?? failure
        }
    }

    /// Drops cached statements that may refer to deleted tables.
    func adopt(catalogVersion version: Int64) {
        guard version != catalogVersion else { return }
        catalogVersion = version
        idle = [:]
    }

    /// The error of the last call on this connection.
    var failure: StoreError {
        let isFull = sqlite3_errcode(handle) == SQLITE_FULL
        return StoreError("the store failed: \(isFull ? "the disk is full" : String(cString: sqlite3_errmsg(handle)))")
    }
}

private struct StatementKey: Hashable {
    let sql: SQL
    let number: Int64
}
