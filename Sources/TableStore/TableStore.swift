/// Tables of items, with their indexes and streams, kept by SQLite.
///
/// Any thread may read and write. Times are milliseconds since 1970 and given by the caller.
public final class TableStore: @unchecked Sendable {
    private let engine: Engine
    private let commits: GroupCommit
    private let lag: Int64
    private let lagThread: LagThread?

    /// Opens a store, or makes it where there is none; throws if something else is at the place, if it is damaged or in
    /// use, or can't be written.
    ///
    /// For `lag` milliseconds, global indexes and reads that need not be consistent show an older state; `clock` is the
    /// time for the thread that then brings them up to date.
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

    /// Waits for what is under way, and lets others open the file; does nothing the second time.
    public func close() {
        lagThread?.stop()
        if commits.close() { engine.close() }
    }

    /// Reads from one state of the store, whatever is written meanwhile; never waits for a write to be safe.
    ///
    /// In memory there is one connection: there reads and writes take turns, and the closure must not write.
    public func read<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        try engine.read(body)
    }

    /// The table of that name as the last write left it; waits for nothing.
    public func table(named name: String) -> Table? {
        engine.table(named: name)
    }

    /// Writes all that the closure writes, or nothing of it if it throws; returns once it is safe.
    ///
    /// The closure may run on another thread that writes at the same time, and must not ask the store itself anything.
    /// It may run several times, all but the last in vain.
    public func write<Result>(at now: Int64, _ body: (Writer) throws -> Result) throws -> Result {
        var result: Result?
        try withoutActuallyEscaping(body) { body in
            try commits.run(Ticket(now: now) { writer in result = try body(writer) })
        }
        if lag > 0, engine.takeEnqueued() { lagThread?.wake() }
        guard let result else { throw StoreError("the store failed: a write was not run") }
        return result
    }

    /// Deletes items whose time has come, as many as that; returns how many.
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

    /// Forgets stream records and closed streams that are older than a day, and tokens that no longer count.
    public func trim(at now: Int64) throws {
        while try write(at: now, { try $0.trim(limit: 500) }) {}
    }

    /// Shows what has been written at least the lag ago wherever it is not to be seen yet; a thread of the store does
    /// so, too.
    ///
    /// - Returns: When something will be due next.
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
