/// An item as it is kept.
public struct StoredItem: Hashable, Sendable {
    /// The item in the protocol's own form: `{"id":{"S":"1"}}`.
    public var json: [UInt8]
    /// Its size by the service's rules.
    public var size: Int

    public init(json: [UInt8], size: Int) {
        self.json = json
        self.size = size
    }
}

/// Where an item is in a table or in an index: bytes whose order is that of the values.
public struct ItemKey: Hashable, Sendable {
    /// The partition: never empty.
    public var hash: [UInt8]
    /// The place within the partition: empty where the key has no range attribute.
    public var range: [UInt8]

    public init(hash: [UInt8], range: [UInt8] = []) {
        self.hash = hash
        self.range = range
    }
}

/// An item's place in an index, with what the index holds of it.
public struct IndexEntry: Hashable, Sendable {
    public var key: ItemKey
    public var item: StoredItem

    public init(key: ItemKey, item: StoredItem) {
        self.key = key
        self.item = item
    }
}

/// An item and what follows from it, worked out by whoever knows what items are made of.
public struct ItemForms: Hashable, Sendable {
    public var item: StoredItem
    /// The entry for each index, by name, in which the item is: an item without an index's key attributes is not in it.
    public var entries: [String: IndexEntry]
    /// The number in the table's time to live attribute, in seconds since 1970; nil where items don't expire.
    public var expires: Int64?

    public init(item: StoredItem, entries: [String: IndexEntry] = [:], expires: Int64? = nil) {
        self.item = item
        self.entries = entries
        self.expires = expires
    }
}

/// Works out what follows from an item that is already stored, for an index or an attribute that is new.
public typealias ItemDerivation = (_ json: [UInt8]) throws -> ItemForms

/// How many items there are, and their size by the service's rules.
public struct ItemCounts: Hashable, Sendable {
    public var items: Int64
    public var bytes: Int64

    public init(items: Int64, bytes: Int64) {
        self.items = items
        self.bytes = bytes
    }
}
