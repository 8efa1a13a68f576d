/// An item as stored.
public struct StoredItem: Hashable, Sendable {
    /// The item in the protocol's own form, such as `{"id":{"S":"1"}}`.
    public var json: [UInt8]
    /// The item's size by the service's rules.
    public var size: Int

    public init(json: [UInt8], size: Int) {
        self.json = json
        self.size = size
    }
}

/// An item's key in a table or an index, as bytes that sort as the values do.
public struct ItemKey: Hashable, Sendable {
    /// The partition; never empty.
    public var hash: [UInt8]
    /// The place within the partition; empty if the key has no range attribute.
    public var range: [UInt8]

    public init(hash: [UInt8], range: [UInt8] = []) {
        self.hash = hash
        self.range = range
    }
}

/// An item's place in an index, with the attributes that the index holds.
public struct IndexEntry: Hashable, Sendable {
    public var key: ItemKey
    public var item: StoredItem

    public init(key: ItemKey, item: StoredItem) {
        self.key = key
        self.item = item
    }
}

/// An item and everything derived from it by the caller, who knows the structure of items.
public struct ItemForms: Hashable, Sendable {
    public var item: StoredItem
    /// The item's entries by index name; an item without an index's key attributes has none there.
    public var entries: [String: IndexEntry]
    /// The value of the time to live attribute in seconds since 1970; nil if the item doesn't expire.
    public var expires: Int64?

    public init(item: StoredItem, entries: [String: IndexEntry] = [:], expires: Int64? = nil) {
        self.item = item
        self.entries = entries
        self.expires = expires
    }
}

/// Derives the forms of an item that is already stored, for a new index or time to live attribute.
public typealias ItemDerivation = (_ json: [UInt8]) throws -> ItemForms

/// A number of items and their total size by the service's rules.
public struct ItemCounts: Hashable, Sendable {
    public var items: Int64
    public var bytes: Int64

    public init(items: Int64, bytes: Int64) {
        self.items = items
        self.bytes = bytes
    }
}
