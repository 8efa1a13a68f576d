/// An item's entry in an index, with its mark.
struct MarkedEntry {
    var mark: IndexMark
    var json: [UInt8]
}

extension Writer {
    func marked(_ entries: [String: IndexEntry], of record: TableRecord) throws -> [MarkedEntry] {
        guard !entries.isEmpty else { return [] }
        return try entries.sorted { $0.key < $1.key }.map { name, entry in
            guard let index = record.indexes[name] else {
                throw StoreError("the table \(record.definition.name) has no index \(name)")
            }
            let mark = IndexMark(index: index.number, key: entry.key, size: Int64(entry.item.size))
            return MarkedEntry(mark: mark, json: entry.item.json)
        }
    }

    /// Updates the indexes for an item that was put or deleted (nil): at once, or later for those that lag.
    func index(
        _ place: RowKey, of record: TableRecord, item: StoredItem?, old: [IndexMark], new: [MarkedEntry]
    ) throws {
        guard lag > 0 else { return try replace(old, with: new, at: place, in: record) { _ in true } }
        try replace(old, with: new, at: place, in: record) { !$0.isGlobal }
        let global = Set(record.indexes.values.lazy.filter(\.isGlobal).map(\.number))
        try enqueue(place, of: record, item: item, entries: new.filter { global.contains($0.mark.index) })
    }

    /// Removes the old entries from the selected indexes, and adds the new ones.
    func replace(
        _ old: [IndexMark], with new: [MarkedEntry], at place: RowKey, in record: TableRecord,
        where isMeant: (TableRecord.Index) -> Bool
    ) throws {
        guard !old.isEmpty || !new.isEmpty else { return }
        // Marks may remain of a deleted index.
        let meant = Set(record.indexes.values.lazy.filter(isMeant).map(\.number))
        for mark in old where meant.contains(mark.index) {
            count(mark.index, items: -1, bytes: -mark.size)
            guard !new.contains(where: { $0.mark.index == mark.index && $0.mark.key == mark.key }) else { continue }
            try connection.with(.deleteEntry, mark.index) { statement in
                RowKey(mark.key).bind(to: statement)
                place.bind(to: statement, from: 3)
                try statement.run()
            }
        }
        for entry in new where meant.contains(entry.mark.index) { try put(entry, at: place) }
    }

    private func put(_ entry: MarkedEntry, at place: RowKey) throws {
        count(entry.mark.index, items: 1, bytes: entry.mark.size)
        try connection.with(.putEntry, entry.mark.index) { statement in
            RowKey(entry.mark.key).bind(to: statement)
            place.bind(to: statement, from: 3)
            statement.bind(5, entry.mark.size)
            statement.bind(6, entry.json)
            try statement.run()
        }
    }
}
