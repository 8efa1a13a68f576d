/// The part of a table or an index that a visit covers.
public enum KeyRange: Sendable {
    case whole
    /// One of several equal ranges of partition hashes; `number` counts from 0.
    case segment(_ number: Int, of: Int)
    /// The items of one partition within the bound.
    case partition(_ hash: [UInt8], RangeBound = .all)
}

/// Bounds on the range bytes of keys.
public enum RangeBound: Hashable, Sendable {
    case all
    case equal([UInt8])
    case less([UInt8])
    case lessOrEqual([UInt8])
    case greater([UInt8])
    case greaterOrEqual([UInt8])
    case between([UInt8], [UInt8])
    case beginsWith([UInt8])
}

/// A place between items, given by the key of an item that may or may not exist.
public enum Position: Hashable, Sendable {
    case item(ItemKey)
    /// A place in an index, where the table's own key distinguishes items with equal index keys.
    case entry(ItemKey, of: ItemKey)
}
