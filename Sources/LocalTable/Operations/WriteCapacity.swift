import TableStore

extension Capacity {
    /// Returns the units for replacing an item, including those indexes whose entries change.
    static func writing(_ old: ItemForms?, _ new: ItemForms?, form: TableForm) -> Capacity {
        var capacity = Capacity()
        capacity.table = writing(max(old?.item.size ?? 0, new?.item.size ?? 0))
        for index in form.indexes {
            let units = writing(old?.entries[index.name], new?.entries[index.name])
            guard units > 0 else { continue }
            if index.isGlobal {
                capacity.global[index.name] = units
            } else {
                capacity.local[index.name] = units
            }
        }
        return capacity
    }

    /// Returns the units for changing an entry: one with a new key is deleted in one place and put in another.
    private static func writing(_ old: IndexEntry?, _ new: IndexEntry?) -> Double {
        switch (old, new) {
        case (nil, nil): 0
        case (let old?, nil): writing(old.item.size)
        case (nil, let new?): writing(new.item.size)
        case (let old?, let new?) where old.key != new.key: writing(old.item.size) + writing(new.item.size)
        case (let old?, let new?): old.item.isSame(as: new.item) ? 0 : writing(max(old.item.size, new.item.size))
        }
    }
}

extension StoredItem {
    /// Returns whether both are the same item, ignoring the order of attributes.
    fileprivate func isSame(as other: StoredItem) -> Bool {
        if json == other.json { return true }
        guard size == other.size, let item = try? parsed() else { return false }
        return item == (try? other.parsed())
    }
}
