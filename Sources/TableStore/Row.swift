/// The current item or index entry of a visit; valid only within the visit's closure.
public final class Row {
    private let statement: Statement
    private let isEntry: Bool

    init(_ statement: Statement, isEntry: Bool) {
        self.statement = statement
        self.isEntry = isEntry
    }

    /// The item, or the attributes that the index holds of it.
    public var item: StoredItem { StoredItem(json: statement.bytes(1), size: size) }

    /// The size of `item`, which is cheaper to read than the item.
    public var size: Int { Int(statement.integer(0)) }

    /// The item's key in its table.
    public var key: ItemKey { isEntry ? key(from: 4) : key(from: 2) }

    /// The position of this row: a visit that begins after it continues with the next row.
    public var position: Position { isEntry ? .entry(key(from: 2), of: key) : .item(key) }

    private func key(from column: Int32) -> ItemKey {
        ItemKey(hash: statement.bytes(column, from: SpreadHash.length), range: statement.bytes(column + 1))
    }
}
