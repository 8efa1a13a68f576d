/// A change of an item, as a stream tells it.
public struct StreamRecord: Hashable, Sendable {
    public enum Event: Int64, Sendable {
        case insert, modify, remove

        /// As the service writes it.
        public var name: String {
            switch self {
            case .insert: "INSERT"
            case .modify: "MODIFY"
            case .remove: "REMOVE"
            }
        }
    }

    /// Rises strictly, over all streams.
    public var sequence: Int64
    public var createdAt: Int64
    public var event: Event
    public var author: Author
    /// The key attributes as JSON.
    public var keys: [UInt8]
    /// The whole item before and after, whatever view the stream gives.
    public var old: StoredItem?
    public var new: StoredItem?

    public init(
        sequence: Int64, createdAt: Int64, event: Event, author: Author, keys: [UInt8], old: StoredItem?,
        new: StoredItem?
    ) {
        self.sequence = sequence
        self.createdAt = createdAt
        self.event = event
        self.author = author
        self.keys = keys
        self.old = old
        self.new = new
    }
}

/// Who changed an item.
public enum Author: Int64, Sendable {
    case user
    /// The service itself, since the item's time had come.
    case timeToLive
}

/// A stream that can be read: the one that is on, or one that has not been closed for a day yet.
public struct StreamInfo: Hashable, Sendable {
    public var number: Int64
    public var table: TableDefinition
    public var settings: StreamSettings
    public var openedAt: Int64
    /// When it was switched off, or its table deleted.
    public var closedAt: Int64?
    public var firstSequence: Int64?
    public var lastSequence: Int64?
    /// The sequence number at which it began: none of its records has a lower one.
    public var openingSequence: Int64
}
