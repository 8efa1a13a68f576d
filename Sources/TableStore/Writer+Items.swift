/// The result of looking up a key, valid until something is written there.
public struct FoundItem: Sendable {
    /// The item, or nil if there is none.
    public let item: StoredItem?
    /// The item's size, known even if the item itself was not read.
    fileprivate let size: Int?
    fileprivate let marks: [IndexMark]
}

extension Writer {
    /// Looks up a key before writing to it.
    public func find(_ key: ItemKey, in table: StoredTable) throws -> FoundItem {
        try connection.with(.markedItem, table.record.number) { statement in
            RowKey(key).bind(to: statement)
            guard try statement.step() else { return FoundItem(item: nil, size: nil, marks: []) }
            let size = Int(statement.integer(0))
            return FoundItem(
                item: StoredItem(json: statement.bytes(2), size: size), size: size,
                marks: try Packed.marks(statement.optionalBytes(1)))
        }
    }

    /// Looks up a key for a blind write: reads the item itself only if a stream needs it.
    private func findOld(_ key: ItemKey, in table: StoredTable) throws -> FoundItem {
        guard table.record.stream == nil else { return try find(key, in: table) }
        return try connection.with(.marks, table.record.number) { statement in
            RowKey(key).bind(to: statement)
            guard try statement.step() else { return FoundItem(item: nil, size: nil, marks: []) }
            return FoundItem(
                item: nil, size: Int(statement.integer(0)), marks: try Packed.marks(statement.optionalBytes(1)))
        }
    }

    /// Puts the item, replacing any with its key: the one passed in `found`, or else the one that is looked up now.
    public func put(
        _ forms: ItemForms, at key: ItemKey, in table: StoredTable, over found: FoundItem? = nil,
        by author: Author = .user
    ) throws {
        let old = try found ?? findOld(key, in: table)
        beginWriting()
        let place = RowKey(key)
        let record = table.record
        let entries = try marked(forms.entries, of: record)
        try connection.with(.put, record.number) { statement in
            place.bind(to: statement)
            statement.bind(3, Int64(forms.item.size))
            statement.bind(4, forms.expires)
            statement.bind(5, Packed.bytes(of: entries.map(\.mark)))
            statement.bind(6, forms.item.json)
            try statement.run()
        }
        count(record.number, items: old.size == nil ? 1 : 0, bytes: Int64(forms.item.size - (old.size ?? 0)))
        try index(place, of: record, item: forms.item, old: old.marks, new: entries)
        try addStreamRecord(record, old: old.item, new: forms.item, by: author)
    }

    /// Deletes the item with that key, as found earlier or looked up now; returns whether there was one.
    @discardableResult
    public func delete(
        _ key: ItemKey, from table: StoredTable, over found: FoundItem? = nil, by author: Author = .user
    ) throws -> Bool {
        let old = try found ?? findOld(key, in: table)
        guard let size = old.size else { return false }
        beginWriting()
        let place = RowKey(key)
        let record = table.record
        try connection.with(.delete, record.number) { statement in
            place.bind(to: statement)
            try statement.run()
        }
        count(record.number, items: -1, bytes: -Int64(size))
        try index(place, of: record, item: nil, old: old.marks, new: [])
        try addStreamRecord(record, old: old.item, new: nil, by: author)
        return true
    }
}
