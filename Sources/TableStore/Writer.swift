/// Write access within one transaction, which sees its own writes; valid only within the closure it was passed to.
public final class Writer: Reader {
    /// The time of the write.
    public let now: Int64
    /// How long writes stay invisible to eventually consistent reads, in milliseconds; 0 for no lag.
    let lag: Int64
    /// The pending changes to the counts of tables and indexes, by their number.
    var countChanges: [Int64: ItemCounts]
    /// Whether a failure would need a rollback.
    private(set) var hasWritten = false
    private(set) var hasEnqueued = false

    init(_ connection: Connection, _ state: WriteState, now: Int64, lag: Int64) {
        self.now = now
        self.lag = lag
        countChanges = state.countChanges
        super.init(connection, state.catalog, isLagging: lag > 0)
    }

    var state: WriteState { WriteState(catalog: catalog, countChanges: countChanges) }

    public override func counts(of table: StoredTable, index: String? = nil) throws -> ItemCounts {
        var counts = try super.counts(of: table, index: index)
        let number = try index.map { try self.index($0, of: table).number } ?? table.record.number
        counts.add(countChanges[number] ?? ItemCounts(items: 0, bytes: 0))
        return counts
    }

    func count(_ number: Int64, items: Int64, bytes: Int64) {
        countChanges[number, default: ItemCounts(items: 0, bytes: 0)].add(ItemCounts(items: items, bytes: bytes))
    }

    /// Must be called before every change to the database, so that a failure is rolled back.
    func beginWriting() {
        hasWritten = true
    }

    func noteEnqueued() {
        hasEnqueued = true
    }

    /// Returns the next number of the named counter, which is never returned again.
    func increment(_ counter: String) throws -> Int64 {
        beginWriting()
        return try connection.with(.raiseCounter) { statement in
            statement.bind(1, counter)
            guard try statement.step() else { throw StoreError("the store is damaged: a counter is missing") }
            let value = statement.integer(0)
            try statement.run()
            return value
        }
    }
}

/// The state that the writes of a transaction share besides the database.
struct WriteState {
    var catalog: Catalog
    var countChanges: [Int64: ItemCounts] = [:]
}

extension ItemCounts {
    mutating func add(_ other: ItemCounts) {
        items += other.items
        bytes += other.bytes
    }
}
