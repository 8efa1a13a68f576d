private let unbuilt = StoreError("not built yet")

/// Keeps tables on SQLite.
///
/// Any thread may read and write. Times are milliseconds since 1970, always given by the caller.
public final class TableStore: Sendable {
    /// Opens the store, or makes it where there is none.
    ///
    /// - Parameters:
    ///   - lag: For how many milliseconds indexes and reads that are not consistent may show an older state.
    ///   - clock: The time, for the thread that brings these up to date.
    public init(
        place: Place, durability: Durability = .full, lag: Int64 = 0, clock: @escaping @Sendable () -> Int64
    ) throws(StoreError) { throw unbuilt }

    /// Waits for writes that are under way, and gives the file back.
    public func close() throws(StoreError) {}

    /// Reads from one state of the store, whatever is written meanwhile.
    public func read<Result>(_ body: (Reader) throws -> Result) throws -> Result { throw unbuilt }

    /// Writes all that the closure writes, or nothing of it if it throws; returns once it is safe.
    ///
    /// The closure may run on another thread, and must not call the store itself.
    public func write<Result>(at now: Int64, _ body: (Writer) throws -> Result) throws -> Result { throw unbuilt }

    /// Deletes what has expired, at most so many items; returns how many it deleted.
    public func sweep(at now: Int64, limit: Int = 1000) throws -> Int { 0 }

    /// Forgets stream records and closed streams older than a day, and tokens that are no longer valid.
    public func trim(at now: Int64) throws {}

    /// Brings indexes and replicas up to date with what is due; returns when something will be due next.
    public func applyDue(at now: Int64) throws -> Int64? { nil }
}

/// A table as a reader or a writer sees it; only good within the closure that it was asked for in.
public struct Table: Sendable {
    public let definition: TableDefinition
}

/// What can be read from one state of the store.
public class Reader {
    /// The names of all tables in the order of their bytes.
    public var tableNames: [String] { [] }
    public func table(named name: String) -> Table? { nil }
    public func counts(of table: Table, index: String? = nil) throws -> ItemCounts { throw unbuilt }
    public func item(_ key: ItemKey, in table: Table, consistent: Bool = true) throws -> StoredItem? { throw unbuilt }
    /// Goes through items in their order, until the closure returns false.
    public func visit(
        _ table: Table, index: String? = nil, range: KeyRange = .whole, forward: Bool = true, after: Position? = nil,
        consistent: Bool = true, _ body: (Row) throws -> Bool
    ) throws {}

    /// The streams of a table, or of all, oldest first, that can still be read.
    public func streams(of table: String? = nil, at now: Int64) throws -> [StreamInfo] { [] }
    /// Records of a stream from a sequence number on.
    public func records(of stream: StreamInfo, from sequence: Int64, limit: Int, at now: Int64) throws -> [StreamRecord] {
        []
    }
}

/// The item or the index entry at which a visit is; only good within the visit's closure.
public final class Row {
    public var item: StoredItem { StoredItem(json: [], size: 0) }
    public var size: Int { 0 }
    /// The table's own key.
    public var key: ItemKey { ItemKey(hash: []) }
    public var position: Position { .item(key) }
}

/// What can be written in one transaction; it reads its own writes.
public final class Writer: Reader {
    public let now: Int64 = 0

    public func put(_ forms: ItemForms, at key: ItemKey, in table: Table, by author: Author = .user) throws {}
    /// Deletes the item; false if there is none.
    @discardableResult
    public func delete(_ key: ItemKey, from table: Table, by author: Author = .user) throws -> Bool { false }

    public func create(_ definition: TableDefinition) throws {}
    /// Replaces the definition of the table with that name; `derive` is asked about every item if an index or the time
    /// to live is new.
    public func update(_ definition: TableDefinition, deriving derive: ItemDerivation) throws {}
    public func deleteTable(named name: String) throws {}

    /// Remembers what a request with that token was like, for ten minutes.
    public func remember(token: [UInt8], fingerprint: [UInt8]) throws {}
    public func fingerprint(of token: [UInt8]) throws -> [UInt8]? { nil }
}
