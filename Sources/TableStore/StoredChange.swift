/// A change to an item, as recorded by a stream.
public struct StoredChange: Hashable, Sendable {
    public enum Event: Int64, Sendable {
        case insert, modify, remove

        /// The name that the service uses.
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
    /// The whole item before and after the change, whatever the stream's view type.
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

/// The originator of a change.
public enum Author: Int64, Sendable {
    case user
    /// The service itself, when an item expired.
    case timeToLive
}

/// A stream that can be read: an active one, or one closed less than a day ago.
public struct StreamInfo: Hashable, Sendable {
    public var number: Int64
    public var table: TableDefinition
    public var settings: StreamSettings
    public var openedAt: Int64
    /// When it was switched off or its table was deleted.
    public var closedAt: Int64?
    public var firstSequence: Int64?
    public var lastSequence: Int64?
    /// The sequence number at which the stream began; all of its records have this or a higher one.
    public var openingSequence: Int64
}
