import TableStore

// The store and the expressions both have a type for bounds of keys: this is the store's.
typealias RowRange = KeyRange
typealias RowBound = RangeBound
