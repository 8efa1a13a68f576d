/// Tables of items with indexes and streams, stored in SQLite.
///
/// Any thread may read and write. Times are milliseconds since 1970 and passed in by the caller.
public final class TableStore: @unchecked Sendable {
    private let engine: Engine
    private let commits: GroupCommit
    private let lag: Int64
    private let lagThread: LagThread?

    /// Opens a store, or creates it if there is none.
    ///
    /// Global indexes and eventually consistent reads are `lag` milliseconds behind; `clock` gives the time to the
    /// thread that updates them.
    ///
    /// - Throws: If the file is something else, damaged, in use or not writable.
    public init(
        place: Place, durability: Durability = .full, lag: Int64 = 0,
        clock: @escaping @Sendable () -> Int64 = systemTime
    ) throws(StoreError) {
        do {
            engine = try Engine(place, durability, lag: lag)
        } catch {
            throw error as? StoreError ?? StoreError("the store can't be opened")
        }
        commits = GroupCommit(engine)
        self.lag = lag
        lagThread = lag > 0 ? LagThread(clock: clock) : nil
        do {
            try write(at: 0) { try $0.adoptLag() }
        } catch {
            throw error as? StoreError ?? StoreError("the store can't be opened")
        }
        lagThread?.start(for: self)
    }

    deinit {
        close()
    }

    /// Waits for running work and releases the file; calling it again does nothing.
    public func close() {
        lagThread?.stop()
        if commits.close() { engine.close() }
    }

    /// Reads one state of the store, regardless of concurrent writes; never waits for a write to be durable.
    ///
    /// A store in memory has one connection, so reads and writes take turns there, and the closure must not write.
    public func read<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        try engine.read(body)
    }

    /// Returns the table as of the last write; never waits.
    public func table(named name: String) -> StoredTable? {
        engine.table(named: name)
    }

    /// Writes everything the closure writes, or nothing if it throws; returns when it is durable.
    ///
    /// The closure may run on another thread that is writing at the same time, and must not call the store itself. It
    /// may run several times; only the last run counts.
    public func write<Result>(at now: Int64, _ body: (Writer) throws -> Result) throws -> Result {
        var result: Result?
        try withoutActuallyEscaping(body) { body in
            try commits.run(Ticket(now: now) { writer in result = try body(writer) })
        }
        if lag > 0, engine.takeEnqueued() { lagThread?.wake() }
        guard let result else { throw StoreError("the store failed: a write was not run") }
        return result
    }

    /// Deletes up to `limit` expired items; returns how many.
    public func sweep(at now: Int64, limit: Int = 1000) throws -> Int {
        let names = try read { reader in
            try reader.tableNames.filter { name in
                guard let table = reader.table(named: name), table.definition.timeToLive != nil else { return false }
                return try reader.hasExpired(table, at: now)
            }
        }
        var count = 0
        for name in names {
            var part = 1
            while count < limit, part > 0 {
                part = try write(at: now) { writer in
                    guard let table = writer.table(named: name), table.definition.timeToLive != nil else { return 0 }
                    return try writer.sweep(table, limit: min(100, limit - count))
                }
                count += part
            }
        }
        return count
    }

    /// Deletes stream records and closed streams older than a day, and expired tokens.
    public func trim(at now: Int64) throws {
        while try write(at: now, { try $0.trim(limit: 500) }) {}
    }

    /// Makes writes older than the lag visible everywhere; a thread of the store does the same.
    ///
    /// - Returns: When the next write is due.
    @discardableResult
    public func applyDue(at now: Int64) throws -> Int64? {
        while true {
            switch try write(at: now, { try $0.applyDue(by: now) }) {
            case .more: continue
            case .nothing: return nil
            case .nothingUntil(let next): return next
            }
        }
    }
}
