import CSQLite

/// One connection to the database, with the statements that were prepared on it; for one thread at a time.
final class Connection: @unchecked Sendable {
    let handle: OpaquePointer
    /// Statements that nobody is stepping through.
    private var idle: [StatementKey: Statement] = [:]
    /// Of which catalog the statements are: tables that came later have none, those that went leave some behind.
    private var catalogVersion: Int64 = 0
    private(set) var isClosed = false
    /// How many pages the log had after the last commit on this connection.
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

    /// Nothing may be asked of it afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        idle = [:]
        sqlite3_close_v2(handle)
    }

    var loggedPages: Int { Int(logPages.pointee) }
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Leaves it to the caller to copy the log back into the database, and counts its pages.
    func countLoggedPages() {
        let count: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            context, _, _, pages in
            context?.assumingMemoryBound(to: Int32.self).pointee = pages
            return SQLITE_OK
        }
        sqlite3_wal_hook(handle, count, logPages)
    }

    /// Copies the log back into the database; returns whether all of it has been.
    func checkpoint(_ mode: Int32) -> Bool {
        var logged: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &logged, &copied)
        guard code == SQLITE_OK, logged == copied else { return false }
        if mode != SQLITE_CHECKPOINT_PASSIVE { logPages.pointee = 0 }
        return true
    }

    /// Runs statements that are not worth keeping.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    /// Runs a statement of which only the first value is wanted.
    func integer(_ sql: String) throws(StoreError) -> Int64 {
        let statement = try Statement(sql, on: self)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// Lends a statement, prepared at its first use.
    func with<Result>(_ sql: SQL, _ number: Int64 = 0, _ body: (Statement) throws -> Result) throws -> Result {
        let key = StatementKey(sql: sql, number: number)
        // Whoever steps through the same one already, in a visit within a visit, keeps it.
        let statement = try idle.removeValue(forKey: key) ?? Statement(sql.text(number), on: self)
        defer {
            statement.reset()
            idle[key] = statement
        }
        return try body(statement)
    }

    /// Runs a statement that takes and gives nothing.
    func run(_ sql: SQL) throws(StoreError) {
        do {
            try with(sql) { _ = try $0.step() }
        } catch {
            throw error as? StoreError ?? failure
        }
    }

    /// Lets go of statements that may be of tables that are gone.
    func adopt(catalogVersion version: Int64) {
        guard version != catalogVersion else { return }
        catalogVersion = version
        idle = [:]
    }

    /// What the last call on this connection failed with.
    var failure: StoreError {
        let isFull = sqlite3_errcode(handle) == SQLITE_FULL
        return StoreError("the store failed: \(isFull ? "the disk is full" : String(cString: sqlite3_errmsg(handle)))")
    }
}

private struct StatementKey: Hashable {
    let sql: SQL
    let number: Int64
}
