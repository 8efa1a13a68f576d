extension Writer {
    /// Creates a table, which must not exist yet.
    public func create(_ definition: TableDefinition) throws {
        guard catalog.tables[definition.name] == nil else {
            throw StoreError("the table \(definition.name) already exists")
        }
        beginWriting()
        var record = TableRecord(number: try increment("numbers"), definition: definition, indexes: [:])
        try connection.execute(Schema.table(record.number))
        if lag > 0 { try connection.execute(Schema.replica(record.number)) }
        if definition.timeToLive != nil { try connection.execute(Schema.expiry(record.number)) }
        try addIndexes(to: &record)
        if let stream = definition.stream { record.stream = try openStream(stream, of: definition) }
        try keep(record)
    }

    /// Replaces the definition of the table with that name; calls `derive` for every item if an index or the time to
    /// live attribute is new.
    public func update(_ definition: TableDefinition, deriving derive: ItemDerivation) throws {
        guard var record = catalog.tables[definition.name] else {
            throw StoreError("there is no table \(definition.name)")
        }
        beginWriting()
        let old = record.definition
        record.definition = definition
        try removeIndexes(from: &record, thatDifferFrom: old)
        let hasNewIndex = try addIndexes(to: &record)
        let hasNewExpiry = definition.timeToLive != nil && definition.timeToLive != old.timeToLive
        if definition.timeToLive == nil, old.timeToLive != nil {
            try connection.execute("DROP INDEX IF EXISTS x\(record.number)")
        }
        if hasNewExpiry { try connection.execute(Schema.expiry(record.number)) }
        if old.stream != definition.stream {
            if let stream = record.stream { try closeStream(stream, of: old) }
            record.stream = try definition.stream.map { try openStream($0, of: definition) }
        }
        try keep(record)
        if hasNewIndex || hasNewExpiry { try rederive(record, derive) }
    }

    /// Deletes a table with its items; its streams remain readable for a day.
    public func deleteTable(named name: String) throws {
        guard let record = catalog.tables[name] else { throw StoreError("there is no table \(name)") }
        beginWriting()
        if let stream = record.stream { try closeStream(stream, of: record.definition) }
        for index in record.indexes.values { try connection.execute(Schema.removal(ofIndex: index.number)) }
        try connection.execute(Schema.removal(ofTable: record.number))
        try connection.execute("DELETE FROM tables WHERE number = \(record.number)")
        catalog.tables[name] = nil
        try raiseCatalogVersion()
        for number in [record.number] + record.indexes.values.map(\.number) { countChanges[number] = nil }
    }

    private func keep(_ record: TableRecord) throws {
        let statement = try Statement("REPLACE INTO tables (number, record) VALUES (?1, ?2)", on: connection)
        statement.bind(1, record.number)
        statement.bind(2, try Catalog.encode(record))
        try statement.run()
        catalog.tables[record.definition.name] = record
        try raiseCatalogVersion()
    }

    private func raiseCatalogVersion() throws {
        catalog.version = try increment("catalog")
    }

    /// Creates the indexes that are defined but missing; returns whether there were any.
    @discardableResult
    private func addIndexes(to record: inout TableRecord) throws -> Bool {
        let global = record.definition.globalIndexes.map { ($0, true) }
        let new = (global + record.definition.localIndexes.map { ($0, false) }).filter {
            record.indexes[$0.0.name] == nil
        }
        for (index, isGlobal) in new {
            let number = try increment("numbers")
            try connection.execute(Schema.index(number))
            record.indexes[index.name] = TableRecord.Index(number: number, isGlobal: isGlobal)
        }
        return !new.isEmpty
    }

    private func removeIndexes(from record: inout TableRecord, thatDifferFrom old: TableDefinition) throws {
        for (name, index) in record.indexes {
            let definition = record.definition.index(named: name)
            let before = old.index(named: name)
            if let definition, definition.key == before?.key, definition.projection == before?.projection { continue }
            try connection.execute(Schema.removal(ofIndex: index.number))
            countChanges[index.number] = nil
            record.indexes[name] = nil
        }
    }

    /// Derives every item's entries again, in batches, because no cursor may be open on what is being changed.
    private func rederive(_ record: TableRecord, _ derive: ItemDerivation) throws {
        // Queued changes don't know about the new index.
        if lag > 0 { while try applyDue(by: .max) == .more {} }
        let table = StoredTable(record: record)
        var position: Position?
        var part: [(key: ItemKey, item: StoredItem)] = []
        repeat {
            part = []
            var bytes = 0
            try visit(table, after: position) { row in
                part.append((row.key, row.item))
                bytes += row.size
                return part.count < 500 && bytes < 1 << 23
            }
            for (key, item) in part { try rederive(key, item, in: record, derive) }
            position = part.last.map { .item($0.key) }
        } while !part.isEmpty
    }

    private func rederive(
        _ key: ItemKey, _ item: StoredItem, in record: TableRecord, _ derive: ItemDerivation
    ) throws {
        let forms = try derive(item.json)
        let place = RowKey(key)
        let entries = try marked(forms.entries, of: record)
        let old = try connection.with(.marks, record.number) { statement in
            place.bind(to: statement)
            return try statement.step() ? try Packed.marks(statement.optionalBytes(1)) : []
        }
        try replace(old, with: entries, at: place, in: record) { _ in true }
        try mark(place, in: record, entries: entries.map(\.mark), expires: forms.expires)
    }

    private func mark(_ place: RowKey, in record: TableRecord, entries: [IndexMark], expires: Int64?) throws {
        try connection.with(.remark, record.number) { statement in
            place.bind(to: statement)
            statement.bind(3, expires)
            statement.bind(4, Packed.bytes(of: entries))
            try statement.run()
        }
        guard lag > 0 else { return }
        try connection.with(.remarkReplica, record.number) { statement in
            place.bind(to: statement)
            statement.bind(3, Packed.bytes(of: entries))
            try statement.run()
        }
    }
}
