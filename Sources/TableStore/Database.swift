import CSQLite

/// Makes connections to a store's database, each configured for its use.
struct Database {
    let place: Place
    let durability: Durability
    private let file: StoreFile?

    init(_ place: Place, _ durability: Durability) throws(StoreError) {
        self.place = place
        self.durability = durability
        switch place {
        case .file(let path): file = try StoreFile(at: path)
        case .memory: file = nil
        }
    }

    var hasFile: Bool { file != nil }

    /// Unlocks the file for others.
    func release() {
        file?.lock.release()
    }

    /// Returns the connection for writing, after checking the database.
    func writer() throws(StoreError) -> Connection {
        guard let file else {
            let connection = try Connection(path: ":memory:", flags: SQLITE_OPEN_READWRITE)
            try connection.execute(Schema.creation)
            return connection
        }
        let connection = try Connection(path: file.path, flags: SQLITE_OPEN_READWRITE)
        do {
            try Self.harden(connection, cacheKilobytes: 32_000)
            try connection.execute("PRAGMA journal_mode = WAL")
            try connection.execute("PRAGMA synchronous = \(durability == .full ? "FULL" : "OFF")")
            connection.countLoggedPages()
            try Self.requireSound(connection)
        } catch {
            throw StoreError("\(file.path) can't be used: \(error.message)")
        }
        return connection
    }

    func reader() throws(StoreError) -> Connection {
        guard let file else { throw StoreError("a store in memory has one connection") }
        let connection = try Connection(path: file.path, flags: SQLITE_OPEN_READWRITE)
        try Self.harden(connection, cacheKilobytes: 24_000)
        // A commit invalidates every reader's cache; mapped pages save reading them all again.
        try connection.execute("PRAGMA query_only = ON; PRAGMA mmap_size = \(1 << 30)")
        return connection
    }

    private static func harden(_ connection: Connection, cacheKilobytes: Int) throws(StoreError) {
        try connection.execute(
            """
            PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -\(cacheKilobytes)
            """)
    }

    /// Checks a small database completely, and a large one only for truncation, so that starting stays fast.
    private static func requireSound(_ connection: Connection) throws(StoreError) {
        guard connection.checkpoint(SQLITE_CHECKPOINT_TRUNCATE) else { throw connection.failure }
        let pages = try connection.integer("PRAGMA page_count")
        guard pages * Int64(Schema.pageSize) <= 1 << 24 else { return }
        let check = try Statement("PRAGMA quick_check(1)", on: connection)
        guard try check.step(), check.text(0) == "ok" else { throw StoreError("the database is damaged") }
    }
}
