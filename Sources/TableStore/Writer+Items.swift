extension Writer {
    /// Puts the item in the place of whatever has its key.
    public func put(_ forms: ItemForms, at key: ItemKey, in table: Table, by author: Author = .user) throws {
        try beginWriting()
        let place = RowKey(key)
        let record = table.record
        let old = try oldItem(at: place, in: record)
        let entries = try marked(forms.entries, of: record)
        try connection.with(.put, record.number) { statement in
            place.bind(to: statement)
            statement.bind(3, Int64(forms.item.size))
            statement.bind(4, forms.expires)
            statement.bind(5, Packed.bytes(of: entries.map(\.mark)))
            statement.bind(6, forms.item.json)
            try statement.run()
        }
        count(record.number, items: old == nil ? 1 : 0, bytes: Int64(forms.item.size) - (old?.size ?? 0))
        try index(place, of: record, item: forms.item, old: old?.marks ?? [], new: entries)
        try tell(record, old: old?.item, new: forms.item, by: author)
    }

    /// Deletes the item with that key; returns whether there was one.
    @discardableResult
    public func delete(_ key: ItemKey, from table: Table, by author: Author = .user) throws -> Bool {
        let place = RowKey(key)
        let record = table.record
        guard let old = try oldItem(at: place, in: record) else { return false }
        try beginWriting()
        try connection.with(.delete, record.number) { statement in
            place.bind(to: statement)
            try statement.run()
        }
        count(record.number, items: -1, bytes: -old.size)
        try index(place, of: record, item: nil, old: old.marks, new: [])
        try tell(record, old: old.item, new: nil, by: author)
        return true
    }

    private struct OldItem {
        var size: Int64
        var marks: [Mark]
        /// Only read where a stream wants to tell it.
        var item: StoredItem?
    }

    private func oldItem(at place: RowKey, in record: TableRecord) throws -> OldItem? {
        let isTold = record.stream != nil
        return try connection.with(isTold ? .oldItem : .oldMarks, record.number) { statement in
            place.bind(to: statement)
            guard try statement.step() else { return nil }
            var old = OldItem(size: statement.integer(0), marks: try Packed.marks(statement.optionalBytes(1)))
            if isTold { old.item = StoredItem(json: statement.bytes(2), size: Int(old.size)) }
            return old
        }
    }
}
