/// Everything known about a table except its items.
///
/// The caller validates and compares names; the store uses them as they are.
public struct TableDefinition: Codable, Hashable, Sendable {
    public var name: String
    /// The table's UUID in the service.
    public var id: String
    /// Milliseconds since 1970, like all times here.
    public var createdAt: Int64
    public var attributes: [KeyAttribute]
    public var key: KeySchema
    public var globalIndexes: [IndexDefinition] = []
    public var localIndexes: [IndexDefinition] = []
    public var billing = Billing()
    public var throughput = Throughput()
    public var onDemand: OnDemandLimits?
    /// The requested warm throughput; nil if none was requested.
    public var warmThroughput: WarmThroughput?
    /// The active stream; former ones are in `Reader.streams(of:)`.
    public var stream: StreamSettings?
    /// The attribute with an item's expiry time; nil if items don't expire.
    public var timeToLive: String?
    public var deletionProtection = false
    public var tags: [TableTag] = []
    public var tableClass: String?
    /// When the table class was last changed; nil if it is still the original one.
    public var tableClassChangedAt: Int64?
    /// The encryption settings, as JSON.
    public var encryption: String?
    /// The start of point-in-time recovery; nil if it was not requested.
    public var recoverableSince: Int64?

    public init(name: String, id: String, createdAt: Int64, attributes: [KeyAttribute], key: KeySchema) {
        self.name = name
        self.id = id
        self.createdAt = createdAt
        self.attributes = attributes
        self.key = key
    }

    /// Returns the index with that name, global or local.
    public func index(named name: String) -> IndexDefinition? {
        globalIndexes.first { $0.name == name } ?? localIndexes.first { $0.name == name }
    }
}

/// A key attribute's name and type.
public struct KeyAttribute: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case string = "S"
        case number = "N"
        case binary = "B"
    }

    public var name: String
    public var kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// The names of a key's attributes.
public struct KeySchema: Codable, Hashable, Sendable {
    public var hash: String
    public var range: String?

    public init(hash: String, range: String? = nil) {
        self.hash = hash
        self.range = range
    }

    public var names: [String] { range.map { [hash, $0] } ?? [hash] }
}

/// A global or local index of a table.
public struct IndexDefinition: Codable, Hashable, Sendable {
    public var name: String
    public var key: KeySchema
    public var projection: IndexProjection
    public var throughput = Throughput()
    public var onDemand: OnDemandLimits?

    public init(name: String, key: KeySchema, projection: IndexProjection) {
        self.name = name
        self.key = key
        self.projection = projection
    }
}

/// The attributes that an index holds.
public enum IndexProjection: Codable, Hashable, Sendable {
    case all
    case keysOnly
    case include([String])
}

/// How the table is billed.
public struct Billing: Codable, Hashable, Sendable {
    public enum Mode: String, Codable, Sendable {
        case provisioned = "PROVISIONED"
        case payPerRequest = "PAY_PER_REQUEST"
    }

    public var mode: Mode
    /// When the table was last switched to on-demand billing.
    public var paidPerRequestSince: Int64?

    public init(mode: Mode = .provisioned, paidPerRequestSince: Int64? = nil) {
        self.mode = mode
        self.paidPerRequestSince = paidPerRequestSince
    }
}

/// Provisioned capacity.
public struct Throughput: Codable, Hashable, Sendable {
    public var read: Int64
    public var write: Int64
    public var increasedAt: Int64?
    public var decreasedAt: Int64?
    public var decreasesToday: Int64 = 0

    public init(read: Int64 = 0, write: Int64 = 0) {
        self.read = read
        self.write = write
    }
}

/// The maximum throughput with on-demand billing; nil for no limit.
public struct OnDemandLimits: Codable, Hashable, Sendable {
    public var read: Int64?
    public var write: Int64?

    public init(read: Int64? = nil, write: Int64? = nil) {
        self.read = read
        self.write = write
    }
}

/// The requested warm throughput in units per second; nil if not requested.
public struct WarmThroughput: Codable, Hashable, Sendable {
    public var read: Int64?
    public var write: Int64?

    public init(read: Int64? = nil, write: Int64? = nil) {
        self.read = read
        self.write = write
    }
}

/// The settings of a table's stream.
public struct StreamSettings: Codable, Hashable, Sendable {
    public enum View: String, Codable, Sendable {
        case keysOnly = "KEYS_ONLY"
        case newImage = "NEW_IMAGE"
        case oldImage = "OLD_IMAGE"
        case newAndOldImages = "NEW_AND_OLD_IMAGES"
    }

    public var view: View
    /// The label that distinguishes the stream from others of the same table.
    public var label: String

    public init(view: View, label: String) {
        self.view = view
        self.label = label
    }
}

/// A tag of the table.
public struct TableTag: Codable, Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
