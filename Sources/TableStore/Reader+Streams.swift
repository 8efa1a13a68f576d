extension Reader {
    /// How long stream records are kept, and how long a closed stream can be read.
    public static var streamLife: Int64 { 24 * 3_600_000 }

    /// Returns the streams that can still be read, of one table or of all, oldest first.
    public func streams(of table: String? = nil, at now: Int64) throws -> [StreamInfo] {
        let statement = try Statement(
            """
            SELECT number, definition, settings, opened, closed, opening FROM streams
            WHERE (?1 IS NULL OR table_name = ?1) AND (closed IS NULL OR closed > ?2) ORDER BY number
            """, on: connection)
        if let table { statement.bind(1, table) }
        statement.bind(2, now - Self.streamLife)
        var streams: [StreamInfo] = []
        while try statement.step() {
            let number = statement.integer(0)
            let definition: TableDefinition = try Catalog.decode(statement.bytes(1))
            let current = catalog.tables[definition.name].flatMap { $0.stream == number ? $0.definition : nil }
            streams.append(
                StreamInfo(
                    number: number, table: current ?? definition, settings: try Catalog.decode(statement.bytes(2)),
                    openedAt: statement.integer(3), closedAt: statement.optionalInteger(4),
                    firstSequence: try end(.firstRecord, of: number, at: now),
                    lastSequence: try end(.lastRecord, of: number, at: now), openingSequence: statement.integer(5)))
        }
        return streams
    }

    private func end(_ sql: SQL, of stream: Int64, at now: Int64) throws -> Int64? {
        try connection.with(sql) { statement in
            statement.bind(1, stream)
            statement.bind(2, now - Self.streamLife)
            return try statement.step() ? statement.integer(0) : nil
        }
    }

    /// Returns a stream's records from a sequence number on, up to `limit` records or about a megabyte.
    public func records(of stream: StreamInfo, from sequence: Int64, limit: Int, at now: Int64) throws -> [StoredChange]
    {
        try connection.with(.records) { statement in
            statement.bind(1, stream.number)
            statement.bind(2, sequence)
            statement.bind(3, now - Self.streamLife)
            statement.bind(4, Int64(max(0, limit)))
            var records: [StoredChange] = []
            var bytes = 0
            while bytes < 1 << 20, try statement.step() {
                let record = try Self.record(in: statement)
                records.append(record)
                bytes += record.keys.count + (record.old?.json.count ?? 0) + (record.new?.json.count ?? 0)
            }
            return records
        }
    }

    private static func record(in statement: Statement) throws(StoreError) -> StoredChange {
        guard let event = StoredChange.Event(rawValue: statement.integer(2)),
            let author = Author(rawValue: statement.integer(3))
        else { throw StoreError("the store is damaged: a stream's record can't be read") }
        func image(_ column: Int32) -> StoredItem? {
            statement.optionalBytes(column + 1).map { StoredItem(json: $0, size: Int(statement.integer(column))) }
        }
        return StoredChange(
            sequence: statement.integer(0), createdAt: statement.integer(1), event: event, author: author,
            keys: statement.bytes(4), old: image(5), new: image(7))
    }
}
