/// Read access to one state of the store; valid only within the closure it was passed to.
public class Reader {
    let connection: Connection
    /// Whether eventually consistent reads use a replica.
    let isLagging: Bool
    var catalog: Catalog

    init(_ connection: Connection, _ catalog: Catalog, isLagging: Bool) {
        self.connection = connection
        self.catalog = catalog
        self.isLagging = isLagging
    }

    /// The names of all tables, in byte order.
    public var tableNames: [String] {
        catalog.tables.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Returns the table with that name.
    public func table(named name: String) -> StoredTable? {
        catalog.tables[name].map(StoredTable.init)
    }

    /// Returns the number and size of the items in the table or the index.
    public func counts(of table: StoredTable, index: String? = nil) throws -> ItemCounts {
        let number = try index.map { try self.index($0, of: table).number } ?? table.record.number
        return try connection.with(.counts, number) { statement in
            statement.bind(1, number)
            guard try statement.step() else { throw StoreError("the store is damaged: a count is missing") }
            return ItemCounts(items: statement.integer(0), bytes: statement.integer(1))
        }
    }

    /// Returns the item with that key.
    public func item(_ key: ItemKey, in table: StoredTable, consistent: Bool = true) throws -> StoredItem? {
        let sql: SQL = consistent || !isLagging ? .item : .replicaItem
        return try connection.with(sql, table.record.number) { statement in
            statement.bind(1, SpreadHash.bytes(of: key.hash))
            statement.bind(2, key.range)
            guard try statement.step() else { return nil }
            return StoredItem(json: statement.bytes(1), size: Int(statement.integer(0)))
        }
    }

    /// Visits the rows of a table or an index in order, until the closure returns false.
    ///
    /// Items are ordered by the hash of their partition, then by their range bytes; index entries with equal keys are
    /// ordered by the items' own keys. `position` need not be the place of an existing row.
    public func visit(
        _ table: StoredTable, index: String? = nil, range: KeyRange = .whole, forward: Bool = true,
        after position: Position? = nil, consistent: Bool = true, _ body: (Row) throws -> Bool
    ) throws {
        var bounds = Bounds(range)
        if let position { bounds.begin(after: position, inIndex: index != nil, forward: forward) }
        let source: SQL.Source = index != nil ? .index : consistent || !isLagging ? .table : .replica
        let number = try index.map { try self.index($0, of: table).number } ?? table.record.number
        try connection.with(.visit(source, forward: forward), number) { statement in
            bounds.bind(to: statement, parts: index == nil ? 2 : 4)
            let row = Row(statement, isEntry: index != nil)
            while try statement.step(), try body(row) {}
        }
    }

    func index(_ name: String, of table: StoredTable) throws(StoreError) -> TableRecord.Index {
        guard let index = table.record.indexes[name] else {
            throw StoreError("the table \(table.definition.name) has no index \(name)")
        }
        return index
    }
}
