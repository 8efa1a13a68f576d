import TableStore

// The store and the expressions both know bounds of keys: these are the store's.
typealias RowRange = KeyRange
typealias RowBound = RangeBound
