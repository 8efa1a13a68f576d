/// The item or the index entry that a visit has come to; good only within the visit's closure.
public final class Row {
    private let statement: Statement
    private let isEntry: Bool

    init(_ statement: Statement, isEntry: Bool) {
        self.statement = statement
        self.isEntry = isEntry
    }

    /// The item, or what the index holds of it.
    public var item: StoredItem { StoredItem(json: statement.bytes(1), size: size) }

    /// The item's size, or that of what the index holds of it; it costs less than the item.
    public var size: Int { Int(statement.integer(0)) }

    /// The item's key in its table.
    public var key: ItemKey { isEntry ? key(from: 4) : key(from: 2) }

    /// Where the visit is: one that begins after it goes on with the next row.
    public var position: Position { isEntry ? .entry(key(from: 2), of: key) : .item(key) }

    private func key(from column: Int32) -> ItemKey {
        ItemKey(hash: statement.bytes(column, from: SpreadHash.length), range: statement.bytes(column + 1))
    }
}
